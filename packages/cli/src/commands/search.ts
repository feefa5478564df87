import type { CAC, Command } from 'cac';
import { SCHEDULERS, STRATEGIES } from '@stride/core';
import { withUrl, type ConnectionFlags } from '../connection.js';
import type { RequestFlags } from '../search/request.js';
import { wholeNumber } from '../whole-number.js';
import { FORMATS } from './export.js';

interface Flags extends ConnectionFlags {
  readonly json?: boolean;
}

type Run = typeof import('../search/run.js');

const ONE = 'Print one JSON object on stdout';
const LINES = 'Print a JSON object a line on stdout';
const named = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name).join(', ');

/** `stride search ...`: searches of a Stride that runs, here or elsewhere. */
export function registerSearch(cli: CAC): void {
  registerSubmit(cli);
  registerViews(cli);
  registerCommands(cli);
  registerSearchExport(cli);
}

/** What is done is loaded when it is done. */
const run = () => import('../search/run.js') as Promise<Run>;

function registerSubmit(cli: CAC): void {
  withUrl(cli.command('search submit', 'Start a search'))
    .option('--space <name>', 'Name of a search space, or a file with one')
    .option('--dataset <name>', 'Default: the one of the space')
    .option('--candidates <n>', 'Candidates to train')
    .option('--strategy <name>', named(STRATEGIES))
    .option('--scheduler <name>', `${named(SCHEDULERS)}: what stops candidates early`)
    .option('--w <x>', 'Exponent of the step time in the reward, at most 0')
    .option('--v <x>', 'Exponent of the parameters in the reward, at most 0')
    .option('--concurrency <n>', 'Candidates in training at once, at most')
    .option('--seed <n>', 'Of the search and of training')
    .option('--name <text>', 'What to call it')
    .option('--from <search>', 'An earlier search whose measurements are reused')
    .option('--file <file>', 'The request as JSON, as POST /v1/searches takes it; - is standard input. Flags go before what it says')
    .option('--dry-run', 'Only say what would be searched')
    .option('--watch', 'Watch it until it has ended')
    .option('--json', `${ONE}; with --watch, one a line`)
    .example('  stride search submit --space fashion-mnist --candidates 48 --watch')
    .example('  stride search submit --space my-space.json --dataset mnist --w -0.1 --dry-run')
    .example(`  echo '{"space":"fashion-mnist","budget":{"candidates":48}}' | stride search submit --file -`)
    .action(async (flags: Flags & RequestFlags & { dryRun?: boolean; watch?: boolean }) => (await run()).submit(flags));
}

function registerViews(cli: CAC): void {
  withUrl(cli.command('search list', 'Searches, the newest first'))
    .option('--status <name>', 'Only pending, running, paused, completed, failed or cancelled ones')
    .option('--query <text>', 'Only those whose name, space or dataset contains this')
    .option('--limit <n>', 'So many at most', { default: 20 })
    .option('--json', ONE)
    .example('  stride search list --status running')
    .action(async (flags: Flags & { status?: string; query?: string; limit: unknown }) => (
      (await run()).list({ ...flags, limit: wholeNumber('--limit', flags.limit) })));
  ofOne(cli, 'show', 'How a search stands, what it is after, and its best candidates')
    .option('--top <n>', 'So many of the best candidates', { default: 5 })
    .option('--json', ONE)
    .example('  stride search show last')
    .action(async (id: string, flags: Flags & { top: unknown }) => (await run()).show(id, { ...flags, top: wholeNumber('--top', flags.top) }));
  ofOne(cli, 'watch', 'Watch a search until it has ended; Ctrl-C ends the watching, not the search')
    .option('--json', LINES)
    .example('  stride search watch last')
    .example('  stride search watch 019a1b2c --json | jq .type')
    .action(async (id: string, flags: Flags) => (await run()).watch(id, flags));
  ofOne(cli, 'logs', 'What happened in a search')
    .option('--follow', 'Go on with what happens, until the search has ended')
    .option('--level <name>', 'info, warning or error: only entries of this level or a graver one')
    .option('--limit <n>', 'So many of the latest', { default: 100 })
    .option('--json', `${ONE}; with --follow, one a line`)
    .example('  stride search logs last --level warning')
    .example('  stride search logs last --follow')
    .action(async (id: string, flags: Flags & { follow?: boolean; level?: string; limit: unknown }) => (
      (await run()).logs(id, { ...flags, limit: wholeNumber('--limit', flags.limit) })));
}

const COMMANDS = {
  pause: 'Begin no more candidates; those in training go on to their end',
  resume: 'Go on with a search that was paused',
  cancel: 'End a search for good; what has completed stays',
} as const;

function registerCommands(cli: CAC): void {
  for (const name of ['pause', 'resume', 'cancel'] as const) {
    ofOne(cli, name, COMMANDS[name])
      .option('--json', ONE)
      .example(`  stride search ${name} last`)
      .action(async (id: string, flags: Flags) => (await run()).command(name, id, flags));
  }
  ofOne(cli, 'extend', 'Add candidates to the budget; a search that has completed runs again')
    .option('--candidates <n>', 'So many more')
    .option('--json', ONE)
    .example('  stride search extend last --candidates 24')
    .action(async (id: string, flags: Flags & { candidates?: unknown }) => (await run()).extend(id, flags));
}

function registerSearchExport(cli: CAC): void {
  ofOne(cli, 'export', 'Write the winner, or another candidate, for another framework')
    .option('--format <name>', FORMATS)
    .option('--candidate <n>', 'The candidate of this number')
    .option('--out <path>', 'Folder, or the name of a single file; default exported/')
    .option('--json', ONE)
    .example('  stride search export last --format timm')
    .example('  stride search export 019a1b2c --candidate 7 --format json --out candidate-7.json')
    .action(async (id: string, flags: Flags & { format?: string; candidate?: unknown; out?: string }) => {
      const { runExport } = await import('../export/run-export.js');
      await runExport(undefined, { ...flags, search: id });
    });
}

/** Each takes an id, the beginning of one, or `last`. */
function ofOne(cli: CAC, name: string, description: string): Command {
  return withUrl(cli.command(`search ${name} <id|last>`, description));
}
