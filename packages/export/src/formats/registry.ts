import { architectureHash, formatArchitecture, StrideError } from '@stride/core';
import { onnx } from '../onnx/onnx.js';
import { keras } from '../python/keras.js';
import { pytorch } from '../python/pytorch.js';
import { timm } from '../python/timm.js';
import { tfjs } from '../tfjs/tfjs.js';
import type { ExportFile, ExportFormat, ExportSource } from './format.js';
import { json } from './json.js';

/** All formats, by which they are offered. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [json, timm, pytorch, keras, tfjs, onnx];

/** @throws StrideError EXPORT_FORMAT_UNKNOWN naming those that there are */
export function exportFormat(name: string): ExportFormat {
  const format = EXPORT_FORMATS.find((candidate) => candidate.name === name);
  if (format) return format;
  const names = EXPORT_FORMATS.map((candidate) => candidate.name).join(', ');
  throw new StrideError('EXPORT_FORMAT_UNKNOWN', `There is no export format ${JSON.stringify(name)}; there are ${names}.`);
}

/**
 * The files of one export, the one to open first in front.
 * @throws StrideError EXPORT_FORMAT_UNKNOWN; EXPORT_UNSUPPORTED when the architecture has no such form; WEIGHTS_MISSING when the format
 *   needs trained weights and there are none; WEIGHTS_INVALID when they are of another architecture
 */
export function exportNetwork(name: string, source: ExportSource): readonly ExportFile[] {
  const format = exportFormat(name);
  const { architecture, weights } = source;
  if (format.weights === 'required' && weights === null) {
    throw new StrideError('WEIGHTS_MISSING', `The format ${name} is of a trained network, and ${source.name} has no weights; train it first.`);
  }
  if (weights !== null && architectureHash(weights.architecture) !== architectureHash(architecture)) {
    throw new StrideError('WEIGHTS_INVALID',
      `The weights are of another architecture: ${formatArchitecture(weights.architecture)}, not ${formatArchitecture(architecture)}.`);
  }
  // Stages can be divided in several ways for one network; names and numbers must be of the same.
  return format.write(weights === null ? source : { ...source, architecture: weights.architecture });
}
