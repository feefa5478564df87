import type { Choice, SearchSpace, SearchSpaceStage } from './search-space.js';

export type FieldValue = number | string;

/** One place of a search space where an architecture has a value. */
export interface Field {
  /** JSON Pointer into the search space. */
  readonly path: string;
  readonly choices: readonly FieldValue[];
}

export const INPUT_FIELDS = ['height', 'width', 'channels'] as const;
export const STEM_FIELDS = ['kernel', 'stride', 'channels'] as const;
export const STAGE_FIELDS = ['op', 'kernel', 'stride', 'expansion', 'channels', 'layers', 'squeezeExcite'] as const;

/** The values that a field may take, whether it is fixed or searched. */
export function choicesOf<T>(choice: Choice<T>): readonly T[] {
  return Array.isArray(choice) ? choice as readonly T[] : [choice as T];
}

/** Every field, in the order in which an encoding lists those that are decisions. */
export function fieldsOf(space: SearchSpace): Field[] {
  const field = (path: string, choice: Choice<FieldValue>): Field => ({ path, choices: choicesOf(choice) });
  return [
    ...INPUT_FIELDS.map((name) => field(`/input/${name}`, space.input[name])),
    field('/classes', space.classes),
    ...STEM_FIELDS.map((name) => field(`/stem/${name}`, space.stem[name])),
    ...space.stages.flatMap((stage, index) => stageFields(stage, index)),
    field('/head/channels', space.head.channels),
  ];
}

function stageFields(stage: SearchSpaceStage, index: number): Field[] {
  return STAGE_FIELDS.map((name) => ({ path: `/stages/${index}/${name}`, choices: choicesOf<FieldValue>(stage[name]) }));
}

/** An index into the choices of every field, fixed ones included, by the structure of an architecture. */
export interface Selection {
  readonly input: IndexOf<typeof INPUT_FIELDS>;
  readonly classes: number;
  readonly stem: IndexOf<typeof STEM_FIELDS>;
  readonly stages: readonly StageSelection[];
  readonly head: number;
}

type IndexOf<F extends readonly string[]> = { readonly [K in F[number]]: number };
export type StageSelection = IndexOf<typeof STAGE_FIELDS>;

/** The indices of a selection in the order of `fieldsOf`. */
export function selectionIndices(selection: Selection): number[] {
  return [
    ...INPUT_FIELDS.map((name) => selection.input[name]),
    selection.classes,
    ...STEM_FIELDS.map((name) => selection.stem[name]),
    ...selection.stages.flatMap((stage) => STAGE_FIELDS.map((name) => stage[name])),
    selection.head,
  ];
}
