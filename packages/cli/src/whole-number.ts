import { UsageError } from './usage-error.js';

/** @throws StrideError CONFIG_INVALID naming the flag */
export function wholeNumber(flag: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new UsageError(`${flag} is ${JSON.stringify(value)}; it takes a whole number.`);
}
