/** Where architectures differ, stage by stage. Pure. */
import type { Architecture } from '@stride/core';

/** A row of the comparison: what one part of the network is in each, and whether all are alike. */
export interface PartRow {
  readonly name: string;
  /** Of each architecture in words; null: it has no such stage. */
  readonly values: readonly (readonly string[] | null)[];
  /** Of each value in words whether it differs from one architecture to another. */
  readonly differs: readonly boolean[];
}

/** Columns of a stage, in the order of `values`. */
export const STAGE_FIELDS = ['op', 'kernel', 'expansion', 'channels', 'layers', 'squeeze-excite', 'stride'] as const;

export function partRows(architectures: readonly Architecture[]): readonly PartRow[] {
  const stages = Math.max(0, ...architectures.map((architecture) => architecture.stages.length));
  return [
    row('stem', architectures.map(({ input, stem }) => [`${input.width}×${input.height} input`, `k${stem.kernel}`, `${stem.channels} channels`])),
    ...Array.from({ length: stages }, (_, index) => row(`stage ${index + 1}`, architectures.map(({ stages: { [index]: stage } }) => (
      stage === undefined || stage.layers === 0 ? null : [
        stage.op === 'mbconv' ? 'MBConv' : 'Fused-MBConv', `k${stage.kernel}`, `e${stage.expansion}`, `${stage.channels} channels`,
        `${stage.layers} ${stage.layers === 1 ? 'layer' : 'layers'}`, stage.squeezeExcite === 0 ? 'no SE' : `SE ${stage.squeezeExcite}`, `stride ${stage.stride}`,
      ])))),
    row('head', architectures.map(({ head }) => [`${head.channels} channels`])),
  ];
}

function row(name: string, values: PartRow['values']): PartRow {
  const width = Math.max(0, ...values.map((value) => value?.length ?? 0));
  const differs = Array.from({ length: width }, (_, at) => new Set(values.map((value) => value?.[at] ?? null)).size > 1);
  return { name, values, differs };
}
