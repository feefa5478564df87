import type { CAC } from 'cac';
import { completionScript, SHELLS } from '../completion/scripts.js';
import { print } from '../output/print.js';
import { UsageError } from '../usage-error.js';

/** `stride completion bash | zsh | fish`: a script for the shell, made of the commands that there are. */
export function registerCompletion(cli: CAC): void {
  cli
    .command('completion <shell>', `Print what lets a shell complete commands and flags: ${SHELLS.join(', ')}`)
    .example('  source <(stride completion bash)')
    .example('  stride completion zsh > "${fpath[1]}/_stride"')
    .example('  stride completion fish > ~/.config/fish/completions/stride.fish')
    .action((name: string) => {
      const shell = SHELLS.find((known) => known === name);
      if (shell === undefined) throw new UsageError(`There is no completion for ${name}; there is one for ${SHELLS.join(', ')}.`);
      print(completionScript(cli, shell).trimEnd());
    });
}
