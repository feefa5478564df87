import { UsageError } from './usage-error.js';

/**
 * Flags that a command has, but not where it is asked for this: ignored, they would leave the user believing in them.
 * @param flags as cac gives them, by name in camel case
 * @param why the rest of a sentence that begins with the flag
 * @throws StrideError CONFIG_INVALID naming the first that is set
 */
export function refuseFlags(flags: object, names: readonly string[], why: string): void {
  const [first] = Object.entries(flags).filter(([name, value]) => names.includes(name) && value !== undefined);
  if (first) throw new UsageError(`--${kebab(first[0])} ${why}`);
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
