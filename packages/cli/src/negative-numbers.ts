/** `--w -0.1` reads as a flag without a value and flags `-0`, `-.` and `-1`; as `--w=-0.1` it is what was meant. */
export function joinNegativeNumbers(argv: readonly string[]): string[] {
  return argv.reduce<string[]>((joined, argument) => {
    const flag = joined.at(-1);
    const isValue = /^-(\d|\.\d)/.test(argument) && flag !== undefined && /^--[^=]+$/.test(flag);
    return isValue ? [...joined.slice(0, -1), `${flag}=${argument}`] : [...joined, argument];
  }, []);
}
