import type { Architecture, Stage } from '@stride/core';

export interface StageCall {
  /** `stage1` and so on. */
  readonly name: string;
  readonly type: 'MBConv' | 'FusedMBConv';
  readonly inputs: number;
  readonly outputs: number;
  /** All others, as keyword arguments in the order of the paper's tables. */
  readonly keywords: string;
}

/** The stages as calls, so that a reader sees in the code the table that a paper prints. */
export function stageCalls({ stem, stages }: Architecture): StageCall[] {
  return stages.map((stage, index) => ({
    name: `stage${index + 1}`, type: stage.op === 'mbconv' ? 'MBConv' : 'FusedMBConv',
    inputs: stages[index - 1]?.channels ?? stem.channels, outputs: stage.channels, keywords: keywords(stage),
  }));
}

function keywords({ layers, kernel, stride, expansion, squeezeExcite }: Stage): string {
  const squeeze = squeezeExcite === 0 ? '' : `, squeeze_excite=${squeezeExcite}`;
  return `layers=${layers}, kernel=${kernel}, stride=${stride}, expansion=${expansion}${squeeze}`;
}
