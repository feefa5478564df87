#!/usr/bin/env node
/** The `stride` command. */
import { StrideApiError } from '@stride/client';
import { StrideError } from '@stride/core';
import { groupsOf } from './command-line/arguments.js';
import { groupHelp } from './command-line/help.js';
import { parseCommandLine } from './command-line/parse.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import { errorColors } from './output/colors.js';
import { print } from './output/print.js';
import { createProgram } from './program.js';

const cli = createProgram();

async function main(): Promise<void> {
  // A terminal that was closed, a reader that has read enough: no reason to stop serving, or to stop in disorder.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const [, , group = '', action = '--help'] = process.argv;
  if (groupsOf(cli).includes(group) && action.startsWith('-')) {
    print(groupHelp(cli, group).trimEnd());
    if (process.argv[3] === undefined) process.exitCode = EXIT.usage;
    return;
  }
  parseCommandLine(cli, process.argv);
  if (!cli.matchedCommand && !cli.options['help'] && !cli.options['version']) {
    cli.outputHelp();
    process.exitCode = EXIT.usage;
  }
  await cli.runMatchedCommand();
}

/** In one line what is wrong and what to do, or all there is to know of what nobody foresaw. */
function messageOf(error: unknown): string {
  if (error instanceof StrideApiError && error.status === 0) return `${error.message} Start it by stride up, or say where it is by --url or STRIDE_URL.`;
  if (error instanceof StrideError || error instanceof StrideApiError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return error.name === 'CACError' ? usage(error.message) : error.stack ?? error.message;
}

function usage(message: string): string {
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}`.replaceAll('`', '');
  return `${sentence}; stride ${cli.matchedCommand === undefined ? '' : `${cli.matchedCommand.name} `}--help shows what it takes.`;
}

try {
  await main();
  process.exit();
} catch (error) {
  process.stderr.write(`${errorColors.red('stride:')} ${messageOf(error)}\n`);
  process.exit(exitCodeOf(error));
}
