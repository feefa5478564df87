import type { Architecture } from '@stride/core';
import type { ExportFormat } from '../formats/format.js';
import { BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM } from '../network/layers.js';
import type { Normalization } from '../network/trained-network.js';
import { headline, normalizationLines, pythonFile, usage, WEIGHTS_FILE, withWeights } from './source.js';
import { stageCalls } from './stages.js';

/** PyTorch's momentum is the share of the new, and not of the old. */
const MOMENTUM = Number((1 - BATCH_NORM_MOMENTUM).toFixed(6));

export const pytorch: ExportFormat = {
  name: 'pytorch',
  description: 'A readable Python file that needs PyTorch alone, and the trained weights where there are some',
  weights: 'optional',
  write: (source) => withWeights(
    pythonFile(source, 'pytorch', (name) => moduleOf(name, source.architecture, source.weights?.normalization ?? null)), source),
};

function moduleOf(file: string, architecture: Architecture, normalization: Normalization | null): string {
  const { input, classes, stem, head } = architecture;
  const calls = stageCalls(architecture);
  const features = architecture.stages.at(-1)?.channels ?? stem.channels;
  return `"""
${headline(architecture)}

${usage([
    [`python ${file} [${WEIGHTS_FILE}]`, 'prints how many parameters it has'],
    ['model = load_weights()', 'the trained network, ready to use'],
    ['logits = model(normalize(images))', `images: [N, ${input.channels}, ${input.height}, ${input.width}], pixel values 0 to 255`],
  ])}

Needs PyTorch 1.10 or later and nothing else. Written by Stride.
"""
import json
import math
import struct
import sys
from collections import OrderedDict
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

IMAGE_SIZE = (${input.height}, ${input.width})
CHANNELS = ${input.channels}
CLASSES = ${classes}

${normalizationLines(normalization, input.channels)}

WEIGHTS = Path(__file__).with_name("${WEIGHTS_FILE}")


def normalize(images):
    """Pixel values from 0 to 255, [N, CHANNELS, height, width], as the network takes them."""
    mean = torch.tensor(MEAN, device=images.device).view(1, -1, 1, 1)
    std = torch.tensor(STD, device=images.device).view(1, -1, 1, 1)
    return (images.float() - mean) / std


class Convolution(nn.Conv2d):
    """Convolution without bias, batch norm, and maybe SiLU."""

    def __init__(self, inputs, outputs, kernel=1, stride=1, groups=1, activation=True):
        super().__init__(inputs, outputs, kernel, stride, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs, eps=${BATCH_NORM_EPSILON}, momentum=${MOMENTUM})
        self.activation = activation

    def forward(self, x):
        x = self.norm(super().forward(pad_same(x, self.kernel_size[0], self.stride[0])))
        return F.silu(x) if self.activation else x


def pad_same(x, kernel, stride):
    """Pads as TensorFlow's SAME does: an odd pixel goes to the bottom and to the right, which PyTorch's own padding cannot say."""
    height, width = (max((math.ceil(size / stride) - 1) * stride + kernel - size, 0) for size in x.shape[2:])
    if height == width == 0:
        return x
    return F.pad(x, (width // 2, width - width // 2, height // 2, height - height // 2))


class SqueezeExcite(nn.Module):
    """Weighs channels by what the whole image holds."""

    def __init__(self, channels, width):
        super().__init__()
        self.squeeze = nn.Conv2d(channels, width, 1)
        self.excite = nn.Conv2d(width, channels, 1)

    def forward(self, x):
        means = x.mean((2, 3), keepdim=True)
        return x * torch.sigmoid(self.excite(F.silu(self.squeeze(means))))


class MBConv(nn.Module):
    """1x1 convolution that widens, depthwise convolution, squeeze-excite, 1x1 convolution that narrows."""

    def __init__(self, inputs, outputs, kernel, stride, expansion, squeeze_excite):
        super().__init__()
        hidden = inputs * expansion
        self.residual = stride == 1 and inputs == outputs
        self.expand = Convolution(inputs, hidden) if expansion > 1 else nn.Identity()
        self.depthwise = Convolution(hidden, hidden, kernel, stride, groups=hidden)
        self.squeeze_excite = attention(inputs, hidden, squeeze_excite)
        self.project = Convolution(hidden, outputs, activation=False)

    def forward(self, x):
        y = self.project(self.squeeze_excite(self.depthwise(self.expand(x))))
        return y + x if self.residual else y


class FusedMBConv(nn.Module):
    """One full convolution in place of widening and depthwise; with expansion 1 it is all there is."""

    def __init__(self, inputs, outputs, kernel, stride, expansion, squeeze_excite):
        super().__init__()
        hidden = inputs * expansion
        self.residual = stride == 1 and inputs == outputs
        self.expands = expansion > 1
        self.squeeze_excite = attention(inputs, hidden, squeeze_excite)
        self.fused = Convolution(inputs, hidden if self.expands else outputs, kernel, stride)
        self.project = Convolution(hidden, outputs, activation=False) if self.expands else nn.Identity()

    def forward(self, x):
        if self.expands:
            y = self.project(self.squeeze_excite(self.fused(x)))
        else:
            y = self.fused(self.squeeze_excite(x))
        return y + x if self.residual else y


def attention(inputs, hidden, ratio):
    """The width of a squeeze-excite is a share of what goes INTO the block."""
    return SqueezeExcite(hidden, max(1, int(ratio * inputs))) if ratio > 0 else nn.Identity()


def stage(block, inputs, outputs, layers, kernel, stride, expansion, squeeze_excite=0):
    """Blocks of one kind; the first takes the stride and changes the channels."""
    blocks = OrderedDict()
    for index in range(layers):
        blocks[f"block{index}"] = block(inputs, outputs, kernel, stride, expansion, squeeze_excite)
        inputs, stride = outputs, 1
    return nn.Sequential(blocks)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = Convolution(CHANNELS, ${stem.channels}, kernel=${stem.kernel}, stride=${stem.stride})
${calls.map(({ name, type, inputs, outputs, keywords }) => `        self.${name} = stage(${type}, ${inputs}, ${outputs}, ${keywords})`).join('\n')}
        self.head = Convolution(${features}, ${head.channels})
        self.classifier = nn.Linear(${head.channels}, CLASSES)
        self.apply(initialize)

    def forward(self, images):
        """Normalized images [N, CHANNELS, height, width] to logits [N, CLASSES]."""
        x = self.stem(images)
${calls.map(({ name }) => `        x = self.${name}(x)`).join('\n')}
        return self.classifier(self.head(x).mean((2, 3)))


def initialize(layer):
    """The start that the released EfficientNetV2 trains from."""
    if isinstance(layer, nn.Conv2d):
        outputs = layer.out_channels // layer.groups
        nn.init.normal_(layer.weight, 0, math.sqrt(2 / (layer.kernel_size[0] * layer.kernel_size[1] * outputs)))
    elif isinstance(layer, nn.Linear):
        nn.init.uniform_(layer.weight, -1 / math.sqrt(layer.out_features), 1 / math.sqrt(layer.out_features))
    if isinstance(layer, (nn.Conv2d, nn.Linear)) and layer.bias is not None:
        nn.init.zeros_(layer.bias)


def load_weights(path=WEIGHTS):
    """The trained network, from a safetensors file with the names of this module."""
    model = Network()
    model.load_state_dict(read_safetensors(path))
    return model.eval()


def read_safetensors(path):
    """Length of the header, header as JSON, then the tensors one after the other, all float32."""
    data = bytearray(Path(path).read_bytes())
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8:8 + length].decode())
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = torch.frombuffer(data, dtype=torch.float32, offset=8 + length + start, count=(end - start) // 4)
        tensors[name] = values.reshape(entry["shape"]).clone()
    return tensors


def count_parameters(model):
    return sum(parameter.numel() for parameter in model.parameters())


if __name__ == "__main__":
    network = load_weights(sys.argv[1]) if len(sys.argv) > 1 else Network()
    print(f"{count_parameters(network):,} parameters")
`;
}
