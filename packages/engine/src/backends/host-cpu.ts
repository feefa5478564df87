import { cpus } from 'node:os';

/** What a backend that computes on the CPU runs on. */
export function hostCpu(): { readonly vendor: string; readonly name: string } {
  const name = (cpus()[0]?.model ?? 'unknown CPU').replace(/\s+/g, ' ').trim();
  return { vendor: VENDORS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'unknown', name };
}

const VENDORS: readonly (readonly [string, RegExp])[] = [
  ['AMD', /\bAMD\b/i], ['Intel', /\bIntel\b/i], ['Apple', /\bApple\b/i], ['ARM', /\b(ARM|Neoverse|Cortex|Ampere)\b/i],
];
