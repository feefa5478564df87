import type { CAC } from 'cac';
import { kebab } from '../misplaced-flags.js';
import { BENCHMARKS } from '../commands/bench.js';

export interface CommandWords {
  /** One word or two. */
  readonly name: string;
  readonly description: string;
  readonly flags: readonly { readonly flag: string; readonly description: string; readonly takesValue: boolean }[];
  /** What may follow it, where that is known. */
  readonly values: readonly string[];
}

/** Everything that can be completed, as it is registered. */
export function commandWords(cli: CAC): CommandWords[] {
  return cli.commands.map((command) => ({
    name: command.name,
    description: command.description.replace(/[:;.].*$/, ''),
    flags: [...command.options, ...cli.globalCommand.options.filter(({ name }) => name === 'help')].map((option) => ({
      flag: `--${option.negated ? 'no-' : ''}${kebab(option.name)}`, description: option.description.replace(/[:;.].*$/, ''), takesValue: option.required === true,
    })),
    values: valuesOf(command.rawName),
  }));
}

function valuesOf(rawName: string): readonly string[] {
  if (rawName.includes('|last>')) return ['last'];
  if (rawName.startsWith('bench ')) return BENCHMARKS;
  return rawName.startsWith('completion ') ? ['bash', 'zsh', 'fish'] : [];
}
