/** Command lines that cannot be meant are refused with what is near. */
import type { CAC, Command } from 'cac';
import { kebab } from '../misplaced-flags.js';
import { UsageError } from '../usage-error.js';
import { groupsOf } from './arguments.js';
import { nearest } from './nearest.js';

/** @throws UsageError naming a command that there is not, and the nearest that there is */
export function checkCommand(cli: CAC, argv: readonly string[]): void {
  const [, , word] = argv;
  if (word === undefined || word.startsWith('-')) return;
  const names = cli.commands.map(({ name }) => name);
  if (names.includes(word) || groupsOf(cli).includes(word)) return;
  const [group = '', action] = word.split(' ');
  if (action === undefined) throw unknown('command', word, [...new Set(names.map((name) => name.split(' ', 1)[0] as string))], 'stride --help lists all');
  const actions = names.filter((name) => name.startsWith(`${group} `)).map((name) => name.slice(group.length + 1));
  throw unknown(`stride ${group}`, action, actions, `there are ${actions.join(', ')}`);
}

/** @throws UsageError naming a flag that the command does not have, and the nearest that it has */
export function checkFlags(cli: CAC, command: Command): void {
  if (command.config.allowUnknownOptions) return;
  for (const name of Object.keys(cli.options)) {
    if (name === '--' || command.hasOption(name) || cli.globalCommand.hasOption(name)) continue;
    const known = [...command.options, ...cli.globalCommand.options].flatMap((option) => option.names).filter(({ length }) => length > 1).map(kebab);
    const flag = name.length > 1 ? `--${kebab(name)}` : `-${name}`;
    const near = nearest(kebab(name), known);
    throw new UsageError(`stride ${command.name} has no flag ${flag}; ${near === null ? `stride ${command.name} --help lists all.` : `did you mean --${near}?`}`);
  }
}

function unknown(what: string, word: string, words: readonly string[], otherwise: string): UsageError {
  const near = nearest(word, words);
  return new UsageError(`There is no ${what} ${word}; ${near === null ? `${otherwise}.` : `did you mean ${near}?`}`);
}
