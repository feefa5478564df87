/** What a search starts from instead of nothing. */
import { Type, type Static, type TSchema } from 'typebox';
import { ArchitectureSchema, Nullable, strict } from '../domain.js';

/** Checking one costs milliseconds. */
const MAX_SEEDS = 1000;

/** @param document how far a network that is no line is described */
export function warmStartRequest<T extends TSchema>(document: T) {
  return Type.Object({
    candidates: Type.Optional(Type.Array(
      Type.Union([Type.String({ minLength: 1, maxLength: 10_000, description: 'the one-line form' }), document]),
      { maxItems: MAX_SEEDS, description: 'networks of the space that are tried first, in this order; they count against the budget' })),
    fromSearch: Type.Optional(Type.String({
      maxLength: 64,
      description: 'id of a search of the same space, dataset and proxy task: what has completed in it when this one starts is not trained again, does not count against the budget, and teaches the strategy. Dataset and proxy task default to its own',
    })),
  }, { ...strict, title: 'Warm start', description: 'what the search starts from instead of nothing' });
}

export const WarmStartRequestSchema = warmStartRequest(Type.Union([
  ArchitectureSchema,
  Type.Object({ architecture: ArchitectureSchema }, { title: 'Export document', description: 'winner.json, or any document with an architecture in it' }),
]));
export type WarmStartRequest = Static<typeof WarmStartRequestSchema>;

export const WarmStartSchema = Type.Object({
  candidates: Type.Integer({ minimum: 0, description: 'networks that the request gave to be tried first' }),
  fromSearch: Nullable(Type.String({ format: 'uuid' })),
  reused: Type.Integer({ minimum: 0, description: 'measurements taken over from that search; 0 until this one has started' }),
}, { ...strict, description: 'what the search started from; null: from nothing' });
