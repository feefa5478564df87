import { formatArchitecture } from '@stride/core';
import type { TrainedNetwork } from './trained-network.js';

/** What whoever gets a trained network needs to know of it, as strings by name. Formats with room for metadata carry it. */
export function aboutNetwork({ architecture, normalization, dataset }: TrainedNetwork): Record<string, string> {
  const { mean, deviation } = normalization;
  return {
    architecture: formatArchitecture(architecture),
    input: 'per channel (pixel - mean) / deviation, of pixel values 0 to 255',
    'normalization.mean': JSON.stringify(mean),
    'normalization.deviation': JSON.stringify(deviation),
    output: 'logits; their softmax are probabilities',
    ...(dataset === '' ? {} : { dataset }),
  };
}
