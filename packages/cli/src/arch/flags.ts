import { type ScalingDocument, type ScalingMethod } from '@stride/core';
import { UsageError } from '../usage-error.js';

/** What `stride arch ...` takes, as cac reads it: what looks like a number is one, all else is text. */
export interface ArchFlags {
  readonly json?: boolean;
  readonly imageSize?: unknown;
  readonly classes?: unknown;
  readonly batchSize?: unknown;
  readonly width?: unknown;
  readonly depth?: unknown;
  readonly resolution?: unknown;
  readonly phi?: unknown;
  readonly params?: unknown;
  readonly multiplyAdds?: unknown;
  readonly method?: unknown;
  readonly maxImageSize?: unknown;
  readonly multipleOf?: unknown;
  readonly minChannels?: unknown;
  readonly keepNinetyPercent?: boolean;
  readonly out?: unknown;
}

const TARGETS = { width: '--width', depth: '--depth', resolution: '--resolution', phi: '--phi', params: '--params', multiplyAdds: '--multiply-adds' } as const;
const SUFFIXES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9 };

/** @throws StrideError CONFIG_INVALID naming the flag that is no number; whether a number will do is core's to say */
export function scalingOf(flags: ArchFlags): ScalingDocument {
  const target = Object.fromEntries(Object.entries(TARGETS).flatMap(([field, flag]) => {
    const value = numberOf(flag, flags[field as keyof typeof TARGETS]);
    return value === undefined ? [] : [[field, value]];
  })) as ScalingDocument['target'];
  if (Object.keys(target).length === 0) {
    throw new UsageError(`Say how far: ${Object.values(TARGETS).slice(0, 3).join(', ')} (multiples), or --phi, or --params or --multiply-adds (budgets).`);
  }
  const imageSize = numberOf('--image-size', flags.imageSize);
  return { ...scalingRulesOf(flags), target, ...(imageSize === undefined ? {} : { imageSize }) };
}

/** Everything of a scaling but its target. @throws StrideError CONFIG_INVALID */
export function scalingRulesOf(flags: ArchFlags): Omit<ScalingDocument, 'target' | 'imageSize'> {
  const multipleOf = numberOf('--multiple-of', flags.multipleOf), minimum = numberOf('--min-channels', flags.minChannels);
  return {
    ...(flags.method === undefined ? {} : { method: String(flags.method) as ScalingMethod }),
    rounding: {
      ...(multipleOf === undefined ? {} : { multipleOf }), ...(minimum === undefined ? {} : { minimum }),
      ...(flags.keepNinetyPercent === undefined ? {} : { keepNinetyPercent: flags.keepNinetyPercent }),
    },
    ...(flags.maxImageSize === undefined ? {} : { maxImageSize: flags.maxImageSize === 'none' ? null : numberOf('--max-image-size', flags.maxImageSize) as number }),
  };
}

/** `10M` and the like are numbers too. */
export function numberOf(flag: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const [, digits, suffix = ''] = /^([-+\d.e]+?)([kmgb]?)$/i.exec(String(value)) ?? [];
  const number = digits === undefined ? Number.NaN : Number(digits) * (SUFFIXES[suffix.toLowerCase()] ?? Number.NaN);
  if (Number.isFinite(number)) return number;
  throw new UsageError(`${flag} is ${JSON.stringify(value)}; it takes a number.`);
}
