import { FLOAT, INT, INTS, type AttributeProto, type NodeProto, type TensorProto } from './schema.js';

/** Collects a graph's nodes and constants. Values are named; a node's one output has the node's name. */
export class GraphBuilder {
  readonly nodes: NodeProto[] = [];
  readonly tensors: TensorProto[] = [];

  /** @returns `name`, which is the name of the node's output too */
  node(name: string, operator: string, inputs: readonly string[], attributes: Readonly<Record<string, number | readonly number[]>> = {}): string {
    this.nodes.push({ name, op_type: operator, input: inputs, output: [name], attribute: Object.entries(attributes).map(attribute) });
    return name;
  }

  /** @returns `name` */
  tensor(name: string, shape: readonly number[], values: Float32Array): string {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.tensors.push({ name, dims: shape, data_type: FLOAT, raw_data: raw });
    return name;
  }
}

function attribute([name, value]: [string, number | readonly number[]]): AttributeProto {
  return typeof value === 'number' ? { name, type: INT, i: value } : { name, type: INTS, ints: value };
}
