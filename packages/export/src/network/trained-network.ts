import { architectureHash, StrideError, validateArchitecture, type Architecture } from '@stride/core';
import { decodeTensors, type StoredTensor } from '@stride/safetensors';
import { layersOf, parametersOf, statisticsOf } from './layers.js';
import type { BatchNorm, Parameter } from './parameters.js';

const FORMAT = 'stride-weights';
const VERSION = '1';

/** Per channel, of pixel values 0 to 255: the network takes (pixel - mean) / deviation. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** An architecture with the numbers that training gave it. */
export class TrainedNetwork {
  readonly architecture: Architecture;
  readonly normalization: Normalization;
  /** Name of the dataset that it was trained on. */
  readonly dataset: string;
  readonly #parameters: readonly Float32Array[];
  readonly #means: Float32Array;
  readonly #variances: Float32Array;

  constructor({ architecture, normalization, dataset, parameters, means, variances }: {
    architecture: Architecture; normalization: Normalization; dataset: string;
    parameters: readonly Float32Array[]; means: Float32Array; variances: Float32Array;
  }) {
    this.architecture = architecture;
    this.normalization = normalization;
    this.dataset = dataset;
    this.#parameters = parameters;
    this.#means = means;
    this.#variances = variances;
  }

  /** Numbers in the order of `parameter.shape`. Not to be written to. */
  values(parameter: Parameter): Float32Array {
    return this.#parameters[parameter.index] as Float32Array;
  }

  /** Running mean and (biased) variance. Not to be written to. */
  statistics({ statisticsOffset, channels }: BatchNorm): { readonly mean: Float32Array; readonly variance: Float32Array } {
    const end = statisticsOffset + channels;
    return { mean: this.#means.subarray(statisticsOffset, end), variance: this.#variances.subarray(statisticsOffset, end) };
  }
}

/**
 * Reads a file of weights as the engine writes it.
 * @throws StrideError WEIGHTS_INVALID when it is damaged, something else, or does not hold what its architecture needs
 */
export function decodeWeights(bytes: Uint8Array): TrainedNetwork {
  const { metadata, tensors } = decodeTensors(bytes, FORMAT, 'WEIGHTS_INVALID');
  if (metadata['version'] !== VERSION) throw invalid(`have version ${JSON.stringify(metadata['version'] ?? null)}, not "${VERSION}"`);
  const architecture = readArchitecture(metadata['architecture']);
  if (architectureHash(architecture) !== metadata['architectureHash']) throw invalid('are of another architecture than the one that they name');
  const layers = layersOf(architecture);
  const statistics = [statisticsOf(layers)];
  return new TrainedNetwork({
    architecture, normalization: readNormalization(metadata['normalization'], architecture.input.channels),
    dataset: metadata['dataset'] ?? '',
    parameters: parametersOf(layers).map(({ index, kind, shape }) => take(tensors, `parameters.${String(index).padStart(3, '0')}.${kind}`, shape)),
    means: take(tensors, 'statistics.mean', statistics), variances: take(tensors, 'statistics.variance', statistics),
  });
}

function take(tensors: ReadonlyMap<string, StoredTensor>, name: string, shape: readonly number[]): Float32Array {
  const tensor = tensors.get(name);
  const found = tensor === undefined ? 'do not hold' : `have [${tensor.shape.join(', ')}] as the shape of`;
  if (tensor === undefined || tensor.shape.join() !== shape.join()) throw invalid(`${found} ${name}; their architecture needs it with [${shape.join(', ')}]`);
  return tensor.values;
}

function readArchitecture(json: string | undefined): Architecture {
  const what = 'do not say which architecture they are of';
  const document = parse(json, what);
  try {
    return validateArchitecture(document);
  } catch (cause) {
    throw invalid(what, cause);
  }
}

function readNormalization(json: string | undefined, channels: number): Normalization {
  const what = `do not say how ${channels} channels are normalised`;
  const values = parse(json, what);
  const isPerChannel = (list: unknown) => Array.isArray(list) && list.length === channels && list.every(Number.isFinite);
  const { mean, deviation } = (values ?? {}) as Partial<Record<keyof Normalization, unknown>>;
  if (isPerChannel(mean) && isPerChannel(deviation)) return values as Normalization;
  throw invalid(what);
}

function parse(json: string | undefined, what: string): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch (cause) {
    throw invalid(what, cause);
  }
}

function invalid(what: string, cause?: unknown): StrideError {
  return new StrideError('WEIGHTS_INVALID', `The weights ${what}.`, { cause });
}
