import type { CAC } from 'cac';
import { TRAINING_RECIPE as RECIPE } from '@stride/core';
import { withUrl } from '../connection.js';
import { refuseFlags } from '../misplaced-flags.js';
import { AUGMENT_FORM } from '../train/augment-option.js';
import { PROGRESSIVE_FORM } from '../train/progressive-option.js';
import { DEFAULT_AUGMENT, type TrainFlags } from '../train/settings.js';
import { wholeNumber } from '../whole-number.js';
import type { TrainSearchOptions } from './train-search.js';
import { UsageError } from '../usage-error.js';

interface TrainCommandFlags extends TrainFlags {
  search?: string;
  top?: number;
  candidate?: number;
  out?: string;
  resume?: boolean;
  json?: boolean;
  url?: unknown;
}

/** `stride train`: a network here, or candidates of a search on its workers. */
export function registerTrain(cli: CAC): void {
  withUrl(cli.command('train [source]', 'Train a network in full: a winner.json, an architecture or its name here, or candidates of a search on its workers'))
    .option('--search <id>', 'Candidates of this search instead, as jobs of the Stride that runs here')
    .option('--top <k>', 'With --search: so many of the best candidates; default 1')
    .option('--candidate <n>', 'With --search: the candidate of this number')
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
    .option('--progressive <schedule>', `${PROGRESSIVE_FORM}; default linear, with no images below 64 pixels`)
    .option('--seed <n>', 'Of everything random', { default: RECIPE.seed })
    .option('--out <folder>', 'Of checkpoint, weights and result; default trained/<name of the network>')
    .option('--resume', 'Go on with a training that was interrupted')
    .option('--json', 'Print one JSON object on stdout, everything else on stderr')
    .example('  stride train winner.json --dataset fashion-mnist --epochs 30')
    .example('  stride train --search 019a... --top 5 --epochs 10')
    .action(trainCommand);
}

async function trainCommand(source: string | undefined, flags: TrainCommandFlags): Promise<void> {
  if (flags.search !== undefined) {
    const options = searchOptions(source, flags);
    const { trainSearch } = await import('./train-search.js');
    return trainSearch(options);
  }
  refuseFlags(flags, ['top', 'candidate'], 'is of the candidates of a search, which --search names.');
  if (source === undefined) throw new UsageError('Name a network to train: a winner.json, an architecture or its name; or a search by --search.');
  // TensorFlow.js takes a while to load; the other commands need none of it.
  const { train } = await import('./train.js');
  await train({ ...flags, source, resume: flags.resume ?? false, json: flags.json ?? false });
}

function searchOptions(source: string | undefined, flags: TrainCommandFlags): TrainSearchOptions {
  if (source !== undefined) throw new UsageError(`${source} and --search exclude each other: a network of a file is trained here, candidates of a search on its workers.`);
  refuseFlags(flags, ['dataset'], 'does not go with --search: its candidates are trained on its dataset.');
  refuseFlags(flags, ['out'], 'does not go with --search: its workers keep the weights, and stride export --search writes them.');
  refuseFlags(flags, ['resume'], 'does not go with --search: its workers go on from the last checkpoint by themselves.');
  const { top, candidate, json = false } = flags;
  return {
    ...flags, search: String(flags.search), json,
    top: top === undefined ? undefined : wholeNumber('--top', top), candidate: candidate === undefined ? undefined : wholeNumber('--candidate', candidate),
  };
}
