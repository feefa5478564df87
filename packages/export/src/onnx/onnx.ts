import type { ExportFormat } from '../formats/format.js';
import { aboutNetwork } from '../network/about.js';
import type { TrainedNetwork } from '../network/trained-network.js';
import { VERSION } from '../version.js';
import { networkGraph } from './network-graph.js';
import { encodeModel } from './schema.js';

/** The oldest versions in which all of it can be said, for the sake of runtimes that are not the newest. */
const OPERATOR_SET = 17;
/** That which came with the operator set. */
const IR_VERSION = 8;

/** The trained network for ONNX Runtime and everything else that reads ONNX. Batch norm is part of the convolutions' weights. */
export const onnx: ExportFormat = {
  name: 'onnx',
  description: `The trained network as ONNX (operator set ${OPERATOR_SET})`,
  weights: 'required',
  write: ({ name, weights }) => [{
    name: `${name}.onnx`, contentType: 'application/octet-stream', bytes: encodeNetwork(weights as TrainedNetwork),
  }],
};

function encodeNetwork(network: TrainedNetwork): Uint8Array {
  return encodeModel({
    ir_version: IR_VERSION, opset_import: [{ domain: '', version: OPERATOR_SET }],
    producer_name: 'Stride', producer_version: VERSION,
    graph: networkGraph(network),
    metadata_props: Object.entries(aboutNetwork(network)).map(([key, value]) => ({ key, value })),
  });
}
