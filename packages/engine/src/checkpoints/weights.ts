/** Trained weights for whoever wants to use the network. */
import { architectureHash, formatArchitecture, type Architecture, type Dataset } from '@stride/core';
import { encodeTensors } from '@stride/safetensors';
import type { Session } from '../train/session.js';
import { parameterTensors, statisticsTensors } from './session-tensors.js';

const FORMAT = 'stride-weights';
const VERSION = '1';

/**
 * A safetensors file: the parameters as accuracy is evaluated with them (averaged where averages are kept), batch norm's
 * running statistics, and in the metadata the architecture and how pixels (0 to 255) are normalised, as JSON.
 */
export async function encodeWeights(session: Session, architecture: Architecture, dataset: Dataset): Promise<Uint8Array> {
  const tensors = await session.optimizer.withAverages(() => parameterTensors(session));
  return encodeTensors({
    format: FORMAT, tensors: new Map([...tensors, ...await statisticsTensors(session)]),
    metadata: {
      version: VERSION, architecture: JSON.stringify(architecture), architectureText: formatArchitecture(architecture),
      architectureHash: architectureHash(architecture), dataset: dataset.name, normalization: JSON.stringify(session.normalization),
    },
  });
}
