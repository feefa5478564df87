import type { BlockSymbol } from '../architecture/symbol.js';
import { BlockAutomaton, type AutomatonState } from './block-automaton.js';
import { encodeSelection } from './encoding.js';
import { entrancesOf, type Entrance } from './entrances.js';
import { choicesOf } from './fields.js';
import type { SearchSpace } from './search-space.js';
import type { BlockKind } from './stage-beginnings.js';
import { matchBlocks } from './stage-matching.js';

/** What comes before the blocks: image sizes and stem strides whose stem output is as many strides of 2 from a single pixel. */
interface Trunk {
  readonly stemChannels: number;
  readonly halvings: number;
  readonly entrances: readonly Entrance[];
  /** Block sequences that may follow each entrance. */
  readonly words: bigint;
}

/** Numbers the distinct networks of a space from 0, so that they can be counted, listed and drawn. */
export class NetworkIndex {
  readonly #space: SearchSpace;
  readonly #automaton: BlockAutomaton;
  readonly #counts = new Map<AutomatonState, bigint>();
  readonly #trunks: readonly Trunk[];
  /** Choices that always make another network: image channels, classes, stem kernel, head channels. */
  readonly #plainSizes: readonly number[];
  /** Number of distinct networks. */
  readonly size: bigint;

  constructor(space: SearchSpace) {
    this.#space = space;
    this.#automaton = new BlockAutomaton(space);
    const entrances = entrancesOf(space);
    this.#trunks = choicesOf(space.stem.channels).flatMap((channels, stemChannels) => (
      Array.from(entrances, ([halvings, group]) => ({
        stemChannels, halvings, entrances: group, words: this.#count(this.#automaton.start(channels, halvings)),
      }))));
    this.#plainSizes = [space.input.channels, space.classes, space.stem.kernel, space.head.channels]
      .map((choice) => choicesOf<number>(choice).length);
    const plain = this.#plainSizes.reduce((product, size) => product * BigInt(size), 1n);
    this.size = plain * this.#trunks.reduce((sum, trunk) => sum + trunk.words * BigInt(trunk.entrances.length), 0n);
  }

  /** An encoding of network `rank`; every network has one rank. */
  encodingAt(rank: bigint): number[] {
    if (rank < 0n || rank >= this.size) throw new RangeError(`rank ${rank}: expected 0 to ${this.size - 1n}`);
    let rest = rank;
    const digit = (base: number) => {
      const value = Number(rest % BigInt(base));
      rest /= BigInt(base);
      return value;
    };
    const [channels = 0, classes = 0, kernel = 0, head = 0] = this.#plainSizes.map(digit);
    for (const { stemChannels, halvings, words, entrances } of this.#trunks) {
      const size = words * BigInt(entrances.length);
      if (rest >= size) {
        rest -= size;
        continue;
      }
      const { height, width, stride } = entrances[digit(entrances.length)] as Entrance;
      const inChannels = choicesOf(this.#space.stem.channels)[stemChannels] as number;
      const symbols = this.#wordAt(this.#automaton.start(inChannels, halvings), rest);
      const stages = matchBlocks(this.#space.stages, { symbols, inChannels, singlePixel: singlePixels(symbols, halvings) });
      if (stages === null) break;
      return encodeSelection(this.#space, {
        input: { height, width, channels }, classes, stem: { kernel, stride, channels: stemChannels }, stages, head,
      });
    }
    throw new Error(`The network of rank ${rank} has no encoding in its own space`);
  }

  #wordAt(start: AutomatonState, rank: bigint): BlockSymbol[] {
    const word: BlockSymbol[] = [];
    let state = start;
    for (let rest = rank; !state.accepts || rest > 0n;) {
      if (state.accepts) rest -= 1n;
      const last = word.at(-1);
      const step = this.#steps(state, last).find(({ kinds, target }) => {
        const size = BigInt(kinds.length) * this.#count(target);
        if (rest < size) return true;
        rest -= size;
        return false;
      });
      if (step === undefined) throw new RangeError(`rank ${rank}: past the last sequence of blocks`);
      const size = this.#count(step.target);
      word.push({ ...step.kinds[Number(rest / size)] as BlockKind, ...step.shape });
      rest %= size;
      state = step.target;
    }
    return word;
  }

  /** The blocks that may follow `last`, those that lead to the same state together. */
  #steps(state: AutomatonState, last: BlockSymbol | undefined) {
    const repeats = this.#automaton.repeatEdges(state);
    const replaced = new Set(repeats.map(({ replaces }) => replaces));
    const isOther = (kind: BlockKind) => (
      kind.op !== last?.op || kind.kernel !== last.kernel || kind.expansion !== last.expansion);
    return [
      ...repeats.map(({ shape, target }) => ({ kinds: last === undefined ? [] : [kindOf(last)], shape, target })),
      ...Array.from(this.#automaton.beginEdges(state), (edge) => ({
        kinds: replaced.has(edge) ? edge.kindClass.kinds.filter(isOther) : edge.kindClass.kinds,
        shape: edge.shape, target: edge.target,
      })),
    ];
  }

  /** Words from a state on. A stack of its own: words can be longer than JavaScript's call stack is deep. */
  #count(start: AutomatonState): bigint {
    const pending = [start];
    for (let state = pending.at(-1); state !== undefined; state = pending.at(-1)) {
      const unknown = this.#counts.has(state) ? [] : this.#needed(state).filter((other) => !this.#counts.has(other));
      if (unknown.length > 0) {
        pending.push(...unknown);
        continue;
      }
      pending.pop();
      if (!this.#counts.has(state)) this.#counts.set(state, this.#countFromNeeded(state));
    }
    return this.#known(start);
  }

  /** States whose counts give that of `state`. */
  #needed(state: AutomatonState): AutomatonState[] {
    if (state.open.length === 0) return Array.from(this.#automaton.beginEdges(state), ({ target }) => target);
    return [this.#automaton.closed(state), ...this.#automaton.repeatEdges(state).map(({ target }) => target)];
  }

  #countFromNeeded(state: AutomatonState): bigint {
    if (state.open.length === 0) {
      let sum = state.accepts ? 1n : 0n;
      for (const { kindClass, target } of this.#automaton.beginEdges(state)) {
        sum += BigInt(kindClass.kinds.length) * this.#known(target);
      }
      return sum;
    }
    // As without the open stages, but a block that may also continue one leads elsewhere.
    return this.#automaton.repeatEdges(state).reduce(
      (sum, { target, replaces }) => sum + this.#known(target) - (replaces === null ? 0n : this.#known(replaces.target)),
      this.#known(this.#automaton.closed(state)));
  }

  #known(state: AutomatonState): bigint {
    const count = this.#counts.get(state);
    if (count === undefined) throw new Error('A state was used before it was counted');
    return count;
  }
}

function kindOf({ op, kernel, expansion }: BlockSymbol): BlockKind {
  return { op, kernel, expansion };
}

/** Whether the image at the input of each block is a single pixel. */
function singlePixels(symbols: readonly BlockSymbol[], halvings: number): boolean[] {
  let left = halvings;
  return symbols.map((symbol) => {
    const isPixel = left === 0;
    if (symbol.stride === 2) left -= 1;
    return isPixel;
  });
}
