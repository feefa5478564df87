/**
 * A network in the forms of other programs. `network/` is what all of them share: the layers of an architecture in order, and trained
 * weights by layer. `formats/` says what a format is and lists them; each has a folder: `python/` (timm, PyTorch, Keras), `onnx/`, `tfjs/`.
 */
export { EXPORT_FORMATS, exportFormat, exportNetwork } from './formats/registry.js';
export { ARCHIVE_TYPE, bundleFiles, unbundleFiles } from './archive.js';
export type { ExportFile, ExportFormat, ExportSource } from './formats/format.js';
export { decodeWeights, type TrainedNetwork } from './network/trained-network.js';
