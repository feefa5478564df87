import { pointer } from '../documents/reader.js';
import { integerBetween } from '../documents/rules.js';
import { proposalOf } from './proposal.js';
import { readState, stateHeader } from './stored-state.js';
import type { JsonValue, Proposal, Strategy, StrategyDefinition, StrategySetup } from './strategy.js';

export interface SeededSetup extends StrategySetup {
  /** Encodings that are proposed before anything else, in this order. */
  readonly seeds: readonly (readonly number[])[];
  /** Hashes of points whose results are there already but are not told yet. */
  readonly known?: ReadonlySet<string>;
}

/**
 * Any strategy, begun with points that somebody believes in: its asks give the seeds first, and the strategy behind it is
 * asked when all of them are out. It learns from their results as from any. A seed whose result was told before its turn
 * came is not proposed, and what the strategy behind proposes of seeds and known points is left out: it will be told of
 * their results all the same.
 * @throws StrideError ENCODING_INVALID when a seed does not fit the space, and what `definition.create` throws
 */
export function createSeeded(definition: StrategyDefinition, { seeds, known = new Set(), ...setup }: SeededSetup): Strategy {
  const header = stateHeader('seeded', 1, setup.space);
  const start = setup.state === undefined ? { left: seeds.map((_, index) => index) } : readSeededState(header, seeds.length, setup.state);
  const inner = definition.create(withState(setup, start.inner));
  const points = seeds.map((encoding) => proposalOf(setup.space, encoding));
  const held = new Set([...known, ...points.flatMap((point) => point?.hash ?? [])]);
  let left = start.left.filter((index) => points[index] !== null);
  const askInner = (n: number): Proposal[] => {
    const proposals: Proposal[] = [];
    for (let wanted = n; wanted > 0; wanted = n - proposals.length) {
      const asked = inner.ask(wanted);
      proposals.push(...asked.filter(({ hash }) => !held.has(hash)));
      if (asked.length < wanted) break;
    }
    return proposals;
  };
  return {
    ask(n) {
      const first = left.slice(0, n).flatMap((index) => points[index] ?? []);
      left = left.slice(first.length);
      return [...first, ...askInner(n - first.length)];
    },
    tell(result) {
      inner.tell(result);
      left = left.filter((index) => points[index]?.hash !== result.hash);
    },
    state: () => ({ ...header, left: [...left], inner: inner.state() }),
  };
}

interface SeededState {
  /** Indices of the seeds that are still to be proposed. */
  readonly left: readonly number[];
  readonly inner?: JsonValue;
}

function readSeededState(header: ReturnType<typeof stateHeader>, seeds: number, state: JsonValue): SeededState {
  return readState(header, ['left', 'inner'], state, (reader, fields) => {
    const items = reader.list('/left', fields['left'], 0, seeds) ?? [];
    const left = items.filter((index, at): index is number => reader.value(pointer('/left', at), index, integerBetween(0, seeds - 1)));
    if (fields['inner'] === undefined) reader.report('/inner', 'the state of the strategy behind is missing');
    return { left, inner: fields['inner'] as JsonValue };
  });
}

function withState(setup: StrategySetup, inner: JsonValue | undefined): StrategySetup {
  const { state: _, ...fresh } = setup;
  return inner === undefined ? fresh : { ...fresh, state: inner };
}
