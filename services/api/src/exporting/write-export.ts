import { bundleFiles, decodeWeights, exportNetwork, type ExportFile } from '@stride/export';
import type { ExportOrder } from './messages.js';

/**
 * One export as one file.
 * @throws StrideError as `exportNetwork`; WEIGHTS_INVALID
 */
export function writeExport({ format, name, architecture, weights, document }: ExportOrder): ExportFile {
  const files = exportNetwork(format, { name, architecture, weights: weights && decodeWeights(weights), document });
  return bundleFiles(`${name}-${format}`, files);
}
