/** What a shell gives, as cac understands it. */
import type { CAC } from 'cac';

/**
 * `--w -0.1` reads as a flag without a value and flags `-0`, `-.` and `-1`; as `--w=-0.1` it is what was meant. So is `--file -`, which means
 * standard input.
 */
export function joinValues(argv: readonly string[]): string[] {
  return argv.reduce<string[]>((joined, argument) => {
    const flag = joined.at(-1);
    const isValue = /^-(\d|\.\d|$)/.test(argument) && flag !== undefined && /^--[^=]+$/.test(flag);
    return isValue ? [...joined.slice(0, -1), `${flag}=${argument}`] : [...joined, argument];
  }, []);
}

/** The commands of cac have one word: `search submit` is one to it. */
export function joinSubcommand(cli: CAC, argv: readonly string[]): string[] {
  const [node = '', script = '', group = '', action, ...rest] = argv;
  if (action === undefined || action.startsWith('-') || !groupsOf(cli).includes(group)) return [...argv];
  return [node, script, `${group} ${action}`, ...rest];
}

/** First words of commands of two. */
export function groupsOf(cli: CAC): string[] {
  return [...new Set(cli.commands.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ', 1)[0] as string] : [])))];
}

/** Placeholders of flags that take numbers. */
const NUMERIC = /<(n|x|k|ms|bytes|share)>/;

/** cac makes numbers of whatever looks like one, `019345` and `1e5` included: ids and names become text again. */
export function restoreText(cli: CAC): void {
  const words = cli.rawArgs.slice(2);
  cli.args = cli.args.map((argument: unknown) => (typeof argument === 'number' ? words.find((word) => Number(word) === argument) ?? String(argument) : String(argument)));
  for (const { rawName, name, required } of cli.matchedCommand?.options ?? []) {
    if (!required || NUMERIC.test(rawName) || typeof cli.options[name] !== 'number') continue;
    const [flag = ''] = rawName.split(' ', 1);
    const at = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
    if (at >= 0) cli.options[name] = words[at]?.includes('=') ? words[at].slice(flag.length + 1) : words[at + 1];
  }
}
