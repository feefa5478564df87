/** What a search is for, as a request says it: of everything that is left out the default counts. */
import type { Objective, ObjectiveKind } from '@stride/core';
import { Type } from 'typebox';
import { CapsSchema, OBJECTIVE_DESCRIPTIONS, objectiveProperties, strict } from '../domain.js';

type Kind<K extends ObjectiveKind> = Extract<Objective, { kind: K }>;

/** The joint objective is meant where no kind is named. */
export type ObjectiveRequest = Partial<Kind<'joint'>> | Pick<Kind<'absolute'>, 'kind'> & Partial<Kind<'absolute'>> | Kind<'pareto'>;

const { joint, absolute, pareto } = objectiveProperties;
const caps = Type.Optional(CapsSchema);
const about = (kind: ObjectiveKind) => ({ ...strict, title: kind, description: OBJECTIVE_DESCRIPTIONS[kind] });

export const ObjectiveRequestSchema = Type.Unsafe<ObjectiveRequest>(Type.Union([
  Type.Object({ kind: Type.Optional(Type.Literal('joint')), w: Type.Optional(joint.w), v: Type.Optional(joint.v), caps }, about('joint')),
  Type.Object({ kind: Type.Literal('absolute'), beta: Type.Optional(absolute.beta), target: Type.Optional(absolute.target), caps }, about('absolute')),
  Type.Object({ kind: Type.Literal('pareto'), ...pareto, caps }, about('pareto')),
]));
