import type { ExportFile, ExportFormat } from '../formats/format.js';
import { aboutNetwork } from '../network/about.js';
import { layersOf } from '../network/layers.js';
import type { TrainedNetwork } from '../network/trained-network.js';
import { VERSION } from '../version.js';
import { KerasLayers, type NamedWeight } from './keras-layers.js';

/** Browsers fetch and keep files of this size well; it is what TensorFlow's own converter writes. */
const SHARD_BYTES = 4 * 1024 * 1024;

/** The trained network for `tf.loadLayersModel`: layers in Keras's words, and the weights in files beside. */
export const tfjs: ExportFormat = {
  name: 'tfjs',
  description: 'The trained network for TensorFlow.js, with its weights',
  weights: 'required',
  write: ({ weights }) => writeModel(weights as TrainedNetwork),
};

function writeModel(network: TrainedNetwork): readonly ExportFile[] {
  const keras = new KerasLayers(network);
  const output = layersOf(network.architecture).reduce((from, layer) => keras.add(layer, from), keras.input('images'));
  const shards = shardsOf(keras.weights);
  const model = {
    format: 'layers-model', generatedBy: `Stride ${VERSION}`, convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config: { name: 'network', layers: keras.layers, input_layers: [['images', 0, 0]], output_layers: [[output, 0, 0]] },
    },
    weightsManifest: [{
      paths: shards.map(({ name }) => name),
      weights: keras.weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
    }],
    userDefinedMetadata: aboutNetwork(network),
  };
  return [{ name: 'model.json', contentType: 'application/json', bytes: Buffer.from(`${JSON.stringify(model)}\n`) }, ...shards];
}

/** All weights in the order of the manifest, little endian, cut into files. The model names them, and looks for them beside itself. */
function shardsOf(weights: readonly NamedWeight[]): ExportFile[] {
  const bytes = Buffer.concat(weights.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)));
  const count = Math.ceil(bytes.length / SHARD_BYTES);
  return Array.from({ length: count }, (_, index) => ({
    name: `group1-shard${index + 1}of${count}.bin`, contentType: 'application/octet-stream',
    bytes: bytes.subarray(index * SHARD_BYTES, (index + 1) * SHARD_BYTES),
  }));
}
