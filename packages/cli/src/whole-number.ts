import { StrideError } from '@stride/core';

/** @throws StrideError CONFIG_INVALID naming the flag */
export function wholeNumber(flag: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new StrideError('CONFIG_INVALID', `${flag} is ${JSON.stringify(value)}; it takes a whole number.`);
}
