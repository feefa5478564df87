import type { Architecture } from '@stride/core';
import type { ExportFormat } from '../formats/format.js';
import { BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM } from '../network/layers.js';
import type { Normalization } from '../network/trained-network.js';
import { headline, normalizationLines, pythonFile, usage, WEIGHTS_FILE, withWeights } from './source.js';
import { stageCalls } from './stages.js';

export const keras: ExportFormat = {
  name: 'keras',
  description: 'A readable Python file for Keras 3 on any of its backends, and the trained weights where there are some',
  weights: 'optional',
  write: (source) => withWeights(
    pythonFile(source, 'keras', (name) => moduleOf(name, source.architecture, source.weights?.normalization ?? null)), source),
};

function moduleOf(file: string, architecture: Architecture, normalization: Normalization | null): string {
  const { input, classes, stem, head } = architecture;
  const calls = stageCalls(architecture);
  return `"""
${headline(architecture)}

${usage([
    [`python ${file} [${WEIGHTS_FILE}]`, 'prints how many parameters it has'],
    ['model = load_weights()', 'the trained network, ready to use'],
    ['logits = model(normalize(images))', `images: [N, ${input.height}, ${input.width}, ${input.channels}], pixel values 0 to 255`],
  ])}

Needs Keras 3. Written by Stride.
"""
import json
import struct
import sys
from pathlib import Path

import keras
import numpy as np

IMAGE_SIZE = (${input.height}, ${input.width})
CHANNELS = ${input.channels}
CLASSES = ${classes}

${normalizationLines(normalization, input.channels)}

WEIGHTS = Path(__file__).with_name("${WEIGHTS_FILE}")


def normalize(images):
    """Pixel values from 0 to 255, [N, height, width, CHANNELS], as the network takes them."""
    return (np.asarray(images, "float32") - np.array(MEAN, "float32")) / np.array(STD, "float32")


def fan_out(outputs, kernel):
    """The start that the released EfficientNetV2 trains from: normal with variance 2 / (kernel * kernel * outputs)."""
    return keras.initializers.RandomNormal(0.0, (2 / (kernel * kernel * outputs)) ** 0.5)


def norm(x, name, activation=True):
    x = keras.layers.BatchNormalization(epsilon=${BATCH_NORM_EPSILON}, momentum=${BATCH_NORM_MOMENTUM}, name=f"{name}_norm")(x)
    return keras.layers.Activation("silu", name=f"{name}_silu")(x) if activation else x


def convolution(x, outputs, name, kernel=1, stride=1, activation=True):
    """Convolution without bias, batch norm, and maybe SiLU."""
    x = keras.layers.Conv2D(
        outputs, kernel, stride, padding="same", use_bias=False, kernel_initializer=fan_out(outputs, kernel), name=name)(x)
    return norm(x, name, activation)


def depthwise(x, name, kernel, stride):
    x = keras.layers.DepthwiseConv2D(
        kernel, stride, padding="same", use_bias=False, depthwise_initializer=fan_out(1, kernel), name=name)(x)
    return norm(x, name)


def attention(x, inputs, ratio, name):
    """Squeeze-excite: weighs channels by what the whole image holds. Its width is a share of what goes INTO the block."""
    if ratio == 0:
        return x
    channels, width = x.shape[-1], max(1, int(ratio * inputs))
    y = keras.layers.GlobalAveragePooling2D(keepdims=True, name=f"{name}_mean")(x)
    y = pointwise(y, width, "silu", f"{name}_squeeze")
    y = pointwise(y, channels, "sigmoid", f"{name}_excite")
    return keras.layers.Multiply(name=f"{name}_scale")([x, y])


def pointwise(x, outputs, activation, name):
    return keras.layers.Conv2D(outputs, 1, activation=activation, kernel_initializer=fan_out(outputs, 1), name=name)(x)


def MBConv(x, outputs, kernel, stride, expansion, squeeze_excite, name):
    """1x1 convolution that widens, depthwise convolution, squeeze-excite, 1x1 convolution that narrows."""
    inputs = x.shape[-1]
    y = convolution(x, inputs * expansion, f"{name}_expand") if expansion > 1 else x
    y = depthwise(y, f"{name}_depthwise", kernel, stride)
    y = attention(y, inputs, squeeze_excite, f"{name}_squeeze_excite")
    y = convolution(y, outputs, f"{name}_project", activation=False)
    return keras.layers.Add(name=f"{name}_add")([y, x]) if stride == 1 and inputs == outputs else y


def FusedMBConv(x, outputs, kernel, stride, expansion, squeeze_excite, name):
    """One full convolution in place of widening and depthwise; with expansion 1 it is all there is."""
    inputs = x.shape[-1]
    if expansion > 1:
        y = convolution(x, inputs * expansion, f"{name}_fused", kernel, stride)
        y = attention(y, inputs, squeeze_excite, f"{name}_squeeze_excite")
        y = convolution(y, outputs, f"{name}_project", activation=False)
    else:
        y = attention(x, inputs, squeeze_excite, f"{name}_squeeze_excite")
        y = convolution(y, outputs, f"{name}_fused", kernel, stride)
    return keras.layers.Add(name=f"{name}_add")([y, x]) if stride == 1 and inputs == outputs else y


def stage(x, name, block, outputs, layers, kernel, stride, expansion, squeeze_excite=0):
    """Blocks of one kind; the first takes the stride and changes the channels."""
    for index in range(layers):
        x = block(x, outputs, kernel, stride if index == 0 else 1, expansion, squeeze_excite, f"{name}_block{index}")
    return x


def build():
    """Normalized images [N, height, width, CHANNELS] to logits [N, CLASSES]."""
    images = keras.Input((*IMAGE_SIZE, CHANNELS), name="images")
    x = convolution(images, ${stem.channels}, "stem", kernel=${stem.kernel}, stride=${stem.stride})
${calls.map(({ name, type, outputs, keywords }) => `    x = stage(x, "${name}", ${type}, ${outputs}, ${keywords})`).join('\n')}
    x = convolution(x, ${head.channels}, "head")
    x = keras.layers.GlobalAveragePooling2D(name="pool")(x)
    uniform = keras.initializers.RandomUniform(-(CLASSES ** -0.5), CLASSES ** -0.5)
    logits = keras.layers.Dense(CLASSES, kernel_initializer=uniform, name="classifier")(x)
    return keras.Model(images, logits)


def load_weights(path=WEIGHTS):
    """The trained network, from a safetensors file with this module's names, in PyTorch's layout."""
    parts = {}
    for name, tensor in read_safetensors(path).items():
        layer, _, part = name.rpartition(".")
        parts.setdefault(layer.replace(".", "_"), {})[part] = tensor
    model = build()
    for layer in model.layers:
        if layer.weights:
            layer.set_weights(arranged(layer, **parts.pop(layer.name)))
    if parts:
        raise ValueError(f"{path} is of another network; this one has no {', '.join(parts)}")
    return model


def arranged(layer, weight, bias=None, running_mean=None, running_var=None):
    """PyTorch's kernels are [outputs, inputs, height, width]."""
    if isinstance(layer, keras.layers.BatchNormalization):
        return [weight, bias, running_mean, running_var]
    if weight.ndim == 2:
        kernel = weight.T
    elif isinstance(layer, keras.layers.DepthwiseConv2D):
        kernel = weight.transpose(2, 3, 0, 1)
    else:
        kernel = weight.transpose(2, 3, 1, 0)
    return [kernel] if bias is None else [kernel, bias]


def read_safetensors(path):
    """Length of the header, header as JSON, then the tensors one after the other, all float32."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = np.frombuffer(data, "<f4", offset=8 + length + start, count=(end - start) // 4)
        tensors[name] = values.reshape(entry["shape"])
    return tensors


def count_parameters(model):
    """Without running statistics, which are not trained."""
    return sum(int(np.prod(variable.shape)) for variable in model.trainable_variables)


if __name__ == "__main__":
    network = load_weights(sys.argv[1]) if len(sys.argv) > 1 else build()
    print(f"{count_parameters(network):,} parameters")
`;
}
