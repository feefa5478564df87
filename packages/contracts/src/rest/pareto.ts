/** The front of a search, and how far it has come. */
import { VOLUME_REFERENCE } from '@stride/core';
import { Type, type Static } from 'typebox';
import { strict } from '../domain.js';
import { CandidateSummarySchema } from './resources.js';

const ratio = (of: string) => Type.Number({ exclusiveMinimum: 0, description: `as a multiple of the reference architecture's ${of}` });

export const ParetoCandidateSchema = Type.Object({
  ...CandidateSummarySchema.properties,
  stepTimeRatio: ratio('step time on the same class of device'),
  paramsRatio: ratio('parameters'),
}, strict);

const { accuracy, stepTimeRatio, paramsRatio } = VOLUME_REFERENCE;

export const HypervolumeSchema = Type.Object({
  value: Type.Number({ minimum: 0 }),
  reference: Type.Object({
    accuracy: Type.Number({ description: 'no less' }), stepTimeRatio: Type.Number({ description: 'no more' }), paramsRatio: Type.Number({ description: 'no more' }),
  }, { ...strict, description: 'the point that the volume is measured down to' }),
  overTime: Type.Array(Type.Object({
    finished: Type.Integer({ minimum: 1, description: 'candidates with a result so far, in the order in which they finished' }),
    number: Type.Integer({ minimum: 1, description: 'of the candidate that finished' }),
    finishedAt: Type.String({ format: 'date-time' }),
    value: Type.Number({ minimum: 0 }),
  }, strict), { description: 'after each candidate that added to it, and the last; of more than 500 some, evenly' }),
}, {
  ...strict,
  description: `How much of the space of accuracy, log of step time and log of parameters some candidate is as good as, down to an accuracy of ${accuracy}, ${stepTimeRatio} times the step time and ${paramsRatio} times the parameters of the reference. The reference alone would have its accuracy; each factor of ten in time or size adds as much again.`,
});

/** Completed candidates within the caps that no other beats in accuracy, step time and parameters at once. */
export const ParetoSchema = Type.Object({ items: Type.Array(ParetoCandidateSchema), hypervolume: HypervolumeSchema }, strict);
export type Pareto = Static<typeof ParetoSchema>;
