#!/usr/bin/env node
/** The `stride` command. */
import cac from 'cac';
import pc from 'picocolors';
import { SCHEDULERS, STRATEGIES, StrideError } from '@stride/core';
import { VERSION } from '@stride/service';
import { registerArch } from './commands/arch.js';
import { bench } from './commands/bench.js';
import { bundle } from './commands/bundle.js';
import { demo } from './commands/demo.js';
import { registerExport } from './commands/export.js';
import { registerRescore } from './commands/rescore.js';
import { registerSimulate } from './commands/simulate.js';
import { registerTrain } from './commands/train-command.js';
import { up } from './commands/up.js';
import { joinNegativeNumbers } from './negative-numbers.js';
import { wholeNumber } from './whole-number.js';

const DEMO_CANDIDATES = 24;

interface DemoFlags {
  candidates: number;
  seed?: number;
  strategy?: string;
  scheduler?: string;
  from?: string;
  keep?: boolean;
  json?: boolean;
}

const cli = cac('stride');
cli.command('up', 'Start everything on this machine and serve until Ctrl-C').action(up);
cli
  .command('demo', 'Search for a Fashion-MNIST network and write winner.json')
  .option('--candidates <n>', 'Candidates to train', { default: DEMO_CANDIDATES })
  .option('--seed <n>', 'Seed of the search and of training')
  .option('--strategy <name>', STRATEGIES.map(({ name }) => name).join(', '))
  .option('--scheduler <name>', SCHEDULERS.map(({ name }) => name).join(', '))
  .option('--from <search>', 'Id of an earlier search, e.g. of another demo, whose measurements are reused')
  .option('--keep', 'Go on serving the dashboard afterwards')
  .option('--json', 'Print one JSON object on stdout, everything else on stderr')
  .example('  stride demo --candidates 48 --strategy evolution --keep')
  .action((flags: DemoFlags) => demo({
    candidates: wholeNumber('--candidates', flags.candidates), keep: flags.keep ?? false, json: flags.json ?? false,
    seed: flags.seed === undefined ? undefined : wholeNumber('--seed', flags.seed), strategy: flags.strategy, scheduler: flags.scheduler,
    fromSearch: flags.from === undefined ? undefined : String(flags.from),
  }));
registerTrain(cli);
registerArch(cli);
registerExport(cli);
registerRescore(cli);
registerSimulate(cli);
cli
  .command('bundle', 'Pack a worker for Linux x64 machines without npm into one archive')
  .option('--out <file>', 'The archive; its ending chooses the compression', { default: 'stride-worker-linux-x64.tar.gz' })
  .option('--datasets', 'Take along the datasets that this machine has converted')
  .action((flags: { out: string; datasets?: boolean }) => bundle({ out: flags.out, datasets: flags.datasets ?? false }));
cli
  .command('bench <name> [...args]', 'Run a benchmark, e.g. stride bench engine --json', { allowUnknownOptions: true })
  .action((name: string) => bench(name, process.argv.slice(process.argv.indexOf(name) + 1)));
cli.help();
// Not -v, by which --v would be another name for it: that is the exponent of the parameters.
cli.version(VERSION, '-V, --version');

async function main(): Promise<void> {
  // A terminal that was closed, a reader that has read enough: no reason to stop serving, or to stop in disorder.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  cli.parse(joinNegativeNumbers(process.argv), { run: false });
  if (!cli.matchedCommand && !cli.options['help'] && !cli.options['version']) {
    cli.outputHelp();
    process.exitCode = 1;
  }
  await cli.runMatchedCommand();
}

try {
  await main();
  process.exit();
} catch (error) {
  const known = error instanceof StrideError || (error instanceof Error && error.name === 'CACError');
  process.stderr.write(`${pc.red('stride:')} ${known ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
