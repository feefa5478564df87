import { StrideError, type Architecture } from '@stride/core';
import type { ExportFormat } from '../formats/format.js';
import { BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM } from '../network/layers.js';
import { headline, pythonFile, usage } from './source.js';
import { timmStages } from './timm-strings.js';

export const timm: ExportFormat = {
  name: 'timm',
  description: 'Stage strings and model arguments for timm\'s EfficientNet',
  weights: 'none',
  write: (source) => [pythonFile(source, 'timm', (name) => moduleOf(name, source.architecture))],
};

/** Beyond it timm dilates instead of striding, unless it is told. */
const OUTPUT_STRIDE = 32;
const STEM_KERNEL = 3;

/** Those of `timm.models.efficientnet.EfficientNet` that are numbers and words. @throws StrideError EXPORT_UNSUPPORTED */
function modelArguments({ input, classes, stem, stages, head }: Architecture): Record<string, number | string> {
  if (stem.stride !== 2) {
    throw new StrideError('EXPORT_UNSUPPORTED', `timm cannot express the stem: it has stride ${stem.stride}, and timm's always has 2. The format pytorch can.`);
  }
  const outputStride = stages.reduce((product, { stride }) => product * stride, stem.stride as number);
  return {
    in_chans: input.channels, num_classes: classes, stem_size: stem.channels, num_features: head.channels, pad_type: 'same',
    ...(stem.kernel === STEM_KERNEL ? {} : { stem_kernel_size: stem.kernel }),
    ...(outputStride <= OUTPUT_STRIDE ? {} : { output_stride: outputStride }),
  };
}

function moduleOf(file: string, architecture: Architecture): string {
  const { height, width } = architecture.input;
  const values = Object.entries(modelArguments(architecture)).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  const stages = timmStages(architecture).map((strings) => `    ${JSON.stringify(strings).replaceAll('","', '", "')},`);
  const momentum = Number((1 - BATCH_NORM_MOMENTUM).toFixed(6));
  return `"""
${headline(architecture)}

${usage([[`python ${file}`, 'prints how many parameters it has'], ['model = create_model()', `for normalized images [N, ${architecture.input.channels}, ${height}, ${width}]`]])}

Needs timm 1.0 or later. Written by Stride.
"""
from functools import partial

from torch import nn
from timm.models._efficientnet_builder import decode_arch_def
from timm.models.efficientnet import EfficientNet

STAGES = [
${stages.join('\n')}
]

MODEL_ARGUMENTS = {
${values.join('\n')}
}


def create_model(**others):
    """Channels are as the stages say, without rounding. \`others\`: drop_rate, drop_path_rate and the like."""
    return EfficientNet(
        decode_arch_def(STAGES),
        round_chs_fn=int,
        act_layer=nn.SiLU,
        norm_layer=partial(nn.BatchNorm2d, eps=${BATCH_NORM_EPSILON}, momentum=${momentum}),
        **MODEL_ARGUMENTS,
        **others,
    )


if __name__ == "__main__":
    print(f"{sum(parameter.numel() for parameter in create_model().parameters()):,} parameters")
`;
}
