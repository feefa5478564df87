import type { CAC } from 'cac';
import { joinSubcommand, joinValues, restoreText } from './arguments.js';
import { checkCommand, checkFlags } from './check.js';

/**
 * Reads a command line; `cli.runMatchedCommand` then does what it says, which is nothing after --help and --version.
 * @throws UsageError naming the command or flag that there is not
 */
export function parseCommandLine(cli: CAC, argv: readonly string[]): void {
  const joined = joinSubcommand(cli, joinValues(argv));
  checkCommand(cli, joined);
  cli.parse(joined, { run: false });
  const command = cli.matchedCommand;
  if (command === undefined) return;
  // Of cac's own accord it asks for the version only where there is no command.
  if (cli.options['version'] === true && !command.config.allowUnknownOptions) {
    cli.outputVersion();
    cli.unsetMatchedCommand();
    return;
  }
  checkFlags(cli, command);
  restoreText(cli);
}
