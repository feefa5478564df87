import path from 'node:path';
import { StrideError } from '@stride/core';
import { readText } from '../table/load-table.js';
import { featuresOf } from './space.js';
import { BoostedTrees, type TreesDocument } from './trees.js';

const FILE = 'anb_surrogate.json.gz';
const MODELS = ['top1', 'thr_a100', 'train_s'] as const;

interface SurrogateDocument {
  readonly models: Readonly<Record<(typeof MODELS)[number], TreesDocument>>;
  readonly additive: { readonly params_M: Readonly<Record<string, number>> };
}

/** What Accel-NASBench's trainings come to, for any network of its space: trees that were fitted to them. */
export class Surrogate {
  readonly #models: Readonly<Record<(typeof MODELS)[number], BoostedTrees>>;
  readonly #params: Readonly<Record<string, number>>;

  constructor({ models, additive }: SurrogateDocument) {
    this.#models = { top1: new BoostedTrees(models.top1), thr_a100: new BoostedTrees(models.thr_a100), train_s: new BoostedTrees(models.train_s) };
    this.#params = additive.params_M;
  }

  /** Validation accuracy in percent. */
  top1(encoding: readonly number[]): number {
    return this.#models.top1.predict(featuresOf(encoding));
  }

  /** Images per second on an A100: one over the step time. */
  throughput(encoding: readonly number[]): number {
    return this.#models.thr_a100.predict(featuresOf(encoding));
  }

  /** Seconds of one training. */
  trainSeconds(encoding: readonly number[]): number {
    return this.#models.train_s.predict(featuresOf(encoding));
  }

  /** Millions, exact: a sum over blocks. */
  params(encoding: readonly number[]): number {
    const features = featuresOf(encoding);
    const blocks = features.length / 4;
    let sum = 0;
    for (let block = 0; block < blocks; block += 1) {
      const values = [0, 1, 2, 3].map((kind) => features[kind * blocks + block]);
      sum += this.#params[`${block}_${values.join('')}`] as number;
    }
    return sum;
  }
}

/** @throws StrideError TABLE_INVALID when the folder has no such file, or it holds something else */
export function loadSurrogate(folder: string): Surrogate {
  const file = path.join(folder, FILE);
  const text = readText(file);
  try {
    return new Surrogate(JSON.parse(text) as SurrogateDocument);
  } catch (cause) {
    throw new StrideError('TABLE_INVALID', `${file} is not the surrogate of Accel-NASBench: ${(cause as Error).message}`, { cause });
  }
}
