/**
 * The part of ONNX's file format that a convolutional network needs: messages, names and numbers of fields are those of
 * onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).
 */
import protobuf from 'protobufjs/light.js';

export interface ModelProto {
  readonly ir_version: number;
  readonly opset_import: readonly { readonly domain: string; readonly version: number }[];
  readonly producer_name: string;
  readonly producer_version: string;
  readonly graph: GraphProto;
  readonly metadata_props: readonly { readonly key: string; readonly value: string }[];
}

export interface GraphProto {
  readonly name: string;
  /** Each after all whose outputs it takes. */
  readonly node: readonly NodeProto[];
  readonly initializer: readonly TensorProto[];
  readonly input: readonly ValueInfoProto[];
  readonly output: readonly ValueInfoProto[];
}

export interface NodeProto {
  readonly name: string;
  readonly op_type: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly AttributeProto[];
}

/** One number or a list of them, as `type` says. */
export type AttributeProto =
  | { readonly name: string; readonly type: typeof INT; readonly i: number }
  | { readonly name: string; readonly type: typeof INTS; readonly ints: readonly number[] };

export interface TensorProto {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data_type: typeof FLOAT;
  /** Little endian. */
  readonly raw_data: Uint8Array;
}

export interface ValueInfoProto {
  readonly name: string;
  readonly type: { readonly tensor_type: { readonly elem_type: typeof FLOAT; readonly shape: { readonly dim: readonly Dimension[] } } };
}

/** A length, or the name of one that is open. */
export type Dimension = { readonly dim_value: number } | { readonly dim_param: string };

/** TensorProto.DataType */
export const FLOAT = 1;
/** AttributeProto.AttributeType */
export const INT = 2;
export const INTS = 7;

const field = (type: string, id: number) => ({ type, id });
const many = (type: string, id: number) => ({ rule: 'repeated', type, id });

const onnx = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        ir_version: field('int64', 1), producer_name: field('string', 2), producer_version: field('string', 3),
        graph: field('GraphProto', 7), opset_import: many('OperatorSetIdProto', 8), metadata_props: many('StringStringEntryProto', 14),
      },
    },
    OperatorSetIdProto: { fields: { domain: field('string', 1), version: field('int64', 2) } },
    StringStringEntryProto: { fields: { key: field('string', 1), value: field('string', 2) } },
    GraphProto: {
      fields: {
        node: many('NodeProto', 1), name: field('string', 2), initializer: many('TensorProto', 5),
        input: many('ValueInfoProto', 11), output: many('ValueInfoProto', 12),
      },
    },
    NodeProto: {
      fields: {
        input: many('string', 1), output: many('string', 2), name: field('string', 3), op_type: field('string', 4),
        attribute: many('AttributeProto', 5),
      },
    },
    AttributeProto: { fields: { name: field('string', 1), i: field('int64', 3), ints: many('int64', 8), type: field('int32', 20) } },
    TensorProto: {
      fields: { dims: many('int64', 1), data_type: field('int32', 2), name: field('string', 8), raw_data: field('bytes', 9) },
    },
    ValueInfoProto: { fields: { name: field('string', 1), type: field('TypeProto', 2) } },
    TypeProto: {
      fields: { tensor_type: field('Tensor', 1) },
      nested: { Tensor: { fields: { elem_type: field('int32', 1), shape: field('TensorShapeProto', 2) } } },
    },
    TensorShapeProto: {
      fields: { dim: many('Dimension', 1) },
      nested: { Dimension: { fields: { dim_value: field('int64', 1), dim_param: field('string', 2) } } },
    },
  },
});

export function encodeModel(model: ModelProto): Uint8Array {
  return onnx.lookupType('ModelProto').encode(model).finish();
}
