import type { Architecture, Stage } from '../architecture/architecture.js';
import { show } from '../documents/rules.js';
import { StrideError } from '../errors.js';
import type { Rng } from '../random/rng.js';
import { STAGE_FIELDS, fieldsOf, selectionIndices, type Field, type FieldValue, type Selection } from './fields.js';
import type { SearchSpace } from './search-space.js';

/** A field with more than one choice; an encoding holds an index into each decision's choices, in this order. */
export type Decision = Field;

const decisionsOfSpace = new WeakMap<SearchSpace, readonly Decision[]>();

/** What a search decides, in the order of an encoding. A list of one value is a fixed value. */
export function decisions(space: SearchSpace): readonly Decision[] {
  let found = decisionsOfSpace.get(space);
  if (found === undefined) {
    found = fieldsOf(space).filter((field) => field.choices.length > 1);
    decisionsOfSpace.set(space, found);
  }
  return found;
}

/** How many encodings there are; several may be one and the same network. */
export function countEncodings(space: SearchSpace): bigint {
  return decisions(space).reduce((product, decision) => product * BigInt(decision.choices.length), 1n);
}

/** Every decision independently and uniformly. */
export function sampleEncoding(space: SearchSpace, rng: Rng): number[] {
  return decisions(space).map((decision) => rng.integer(decision.choices.length));
}

/**
 * The architecture that an encoding stands for.
 * @throws StrideError ENCODING_INVALID naming the index that does not fit
 */
export function decodeArchitecture(space: SearchSpace, encoding: readonly number[]): Architecture {
  checkEncoding(space, encoding);
  let decision = 0;
  let field = 0;
  const fields = fieldsOf(space);
  const take = (): FieldValue => {
    const { choices } = fields[field++] as Field;
    return choices[choices.length > 1 ? encoding[decision++] as number : 0] as FieldValue;
  };
  const takeNumber = () => take() as number;
  return {
    schemaVersion: 1,
    input: { height: takeNumber(), width: takeNumber(), channels: takeNumber() },
    classes: takeNumber(),
    stem: { kernel: take() as Architecture['stem']['kernel'], stride: take() as Architecture['stem']['stride'], channels: takeNumber() },
    stages: space.stages
      .map(() => Object.fromEntries(STAGE_FIELDS.map((name) => [name, take()])) as unknown as Stage)
      .filter((stage) => stage.layers > 0),
    head: { channels: takeNumber() },
  };
}

function checkEncoding(space: SearchSpace, encoding: unknown): asserts encoding is readonly number[] {
  const wanted = decisions(space);
  if (!Array.isArray(encoding) || encoding.length !== wanted.length) {
    throw encodingError('', `found ${show(encoding)}; expected a list of ${wanted.length} indices, one for each decision`);
  }
  wanted.forEach(({ path, choices }, position) => {
    const index: unknown = encoding[position];
    if (!Number.isInteger(index) || (index as number) < 0 || (index as number) >= choices.length) {
      throw encodingError(`/${position}`, `found ${show(index)}; expected an index from 0 to ${choices.length - 1} for ${path}`);
    }
  });
}

function encodingError(path: string, message: string): StrideError {
  const where = path === '' ? '' : ` at ${path}`;
  return new StrideError('ENCODING_INVALID', `The encoding does not belong to the search space${where}: ${message}`, {
    issues: [{ path, message }],
  });
}

/** The encoding of a selection: its indices at the decisions. */
export function encodeSelection(space: SearchSpace, selection: Selection): number[] {
  const indices = selectionIndices(selection);
  return fieldsOf(space).flatMap((field, position) => (field.choices.length > 1 ? [indices[position] as number] : []));
}
