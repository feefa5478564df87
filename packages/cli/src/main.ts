#!/usr/bin/env node
/** The `stride` command. */
import cac from 'cac';
import pc from 'picocolors';
import { StrideError } from '@stride/core';
import { VERSION } from '@stride/service';
import { bench } from './commands/bench.js';
import { bundle } from './commands/bundle.js';
import { demo } from './commands/demo.js';
import { up } from './commands/up.js';
import { AUGMENT_FORM } from './train/augment-option.js';
import { DEFAULT_AUGMENT, RECIPE, type TrainFlags } from './train/settings.js';

const DEMO_CANDIDATES = 24;

interface DemoFlags {
  candidates: number;
  seed?: number;
  strategy?: string;
  keep?: boolean;
  json?: boolean;
}

const cli = cac('stride');
cli.command('up', 'Start everything on this machine and serve until Ctrl-C').action(up);
cli
  .command('demo', 'Search for a Fashion-MNIST network and write winner.json')
  .option('--candidates <n>', 'Candidates to train', { default: DEMO_CANDIDATES })
  .option('--seed <n>', 'Seed of the search and of training')
  .option('--strategy <name>', 'random or evolution')
  .option('--keep', 'Go on serving the dashboard afterwards')
  .option('--json', 'Print one JSON object on stdout, everything else on stderr')
  .example('  stride demo --candidates 48 --strategy evolution --keep')
  .action((flags: DemoFlags) => demo({
    candidates: wholeNumber('--candidates', flags.candidates), keep: flags.keep ?? false, json: flags.json ?? false,
    seed: flags.seed === undefined ? undefined : wholeNumber('--seed', flags.seed), strategy: flags.strategy,
  }));
cli
  .command('train <file>', 'Train a network in full: a winner.json, or an architecture')
  .option('--dataset <name>', 'Default: the dataset that the winner was found on')
  .option('--epochs <n>', 'Passes over the training images', { default: RECIPE.epochs })
  .option('--batch-size <n>', 'Images a step', { default: RECIPE.batchSize })
  .option('--learning-rate <x>', 'At its peak, after warm-up', { default: RECIPE.learningRate })
  .option('--optimizer <name>', 'rmsprop, sgd or adamw', { default: RECIPE.optimizer })
  .option('--weight-decay <x>', 'On kernels only', { default: RECIPE.weightDecay })
  .option('--label-smoothing <x>', 'Share of the target that is spread over all classes', { default: RECIPE.labelSmoothing })
  .option('--dropout <x>', 'Of the features in front of the classifier', { default: RECIPE.dropout })
  .option('--stochastic-depth <x>', 'Drop probability of the last block', { default: RECIPE.stochasticDepth })
  .option('--ema <x>', 'Decay of the averaged weights that are evaluated and written; 0 for none', { default: RECIPE.emaDecay })
  .option('--augment <list>', AUGMENT_FORM, { default: DEFAULT_AUGMENT })
  .option('--seed <n>', 'Of everything random', { default: RECIPE.seed })
  .option('--out <folder>', 'Of checkpoint, weights and result; default trained/<name of the file>')
  .option('--resume', 'Go on with a training that was interrupted')
  .option('--json', 'Print one JSON object on stdout, everything else on stderr')
  .example('  stride train winner.json --dataset fashion-mnist --epochs 30')
  .action(async (file: string, flags: TrainFlags & { out?: string; resume?: boolean; json?: boolean }) => {
    // TensorFlow.js takes a while to load; the other commands need none of it.
    const { train } = await import('./commands/train.js');
    await train({ ...flags, file, resume: flags.resume ?? false, json: flags.json ?? false });
  });
cli
  .command('bundle', 'Pack a worker for Linux x64 machines without npm into one archive')
  .option('--out <file>', 'The archive; its ending chooses the compression', { default: 'stride-worker-linux-x64.tar.gz' })
  .option('--datasets', 'Take along the datasets that this machine has converted')
  .action((flags: { out: string; datasets?: boolean }) => bundle({ out: flags.out, datasets: flags.datasets ?? false }));
cli
  .command('bench <name> [...args]', 'Run a benchmark, e.g. stride bench engine --json', { allowUnknownOptions: true })
  .action((name: string) => bench(name, process.argv.slice(process.argv.indexOf(name) + 1)));
cli.help();
cli.version(VERSION);

function wholeNumber(flag: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new StrideError('CONFIG_INVALID', `${flag} is ${JSON.stringify(value)}; it takes a whole number.`);
}

async function main(): Promise<void> {
  // A terminal that was closed, a reader that has read enough: no reason to stop serving, or to stop in disorder.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  cli.parse(process.argv, { run: false });
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
