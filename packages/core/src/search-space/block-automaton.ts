import { StrideError } from '../errors.js';
import { choicesOf } from './fields.js';
import { groupBy } from './group-by.js';
import type { SearchSpace, SearchSpaceStage } from './search-space.js';
import { beginningsOf, kindClassesOf, shapeKey, type Beginning, type BlockShape, type KindClass } from './stage-beginnings.js';

/**
 * A point in the deterministic automaton whose words are the block sequences of a search space. One sequence can come
 * from several choices (0.25 and 0.26 may squeeze to the same width, two stages may look like one longer stage), so a
 * state stands for every way in which the blocks so far could have been chosen. A word is accepted at most once,
 * whatever the number of ways: that is what makes counting exact.
 */
export interface AutomatonState {
  /** Channels that the next block gets. */
  readonly channels: number;
  /** Strides of 2 until the image is a single pixel; Infinity when no choice can get there. */
  readonly halvings: number;
  /** Stages in the middle of which the sequence may be. */
  readonly open: readonly OpenStage[];
  /** Class of the last block's kind; null when no stage is open and the kind cannot matter any more. */
  readonly lastClass: KindClass | null;
  /** Stages that may begin with the next block, ascending. */
  readonly next: readonly number[];
  /** Whether the sequence may end here. */
  readonly accepts: boolean;
}

interface OpenStage {
  readonly stage: number;
  /** Blocks of it so far. */
  readonly layers: number;
  /** Squeeze-excite width of its further blocks. */
  readonly squeezeExciteChannels: number;
}

/** A block that begins a stage, of any kind of the class. */
export interface BeginEdge {
  readonly kindClass: KindClass;
  readonly shape: BlockShape;
  readonly target: AutomatonState;
}

/** A further block of the last one's kind. The same block may begin a stage too: `replaces` is where it then leads. */
export interface RepeatEdge {
  readonly shape: BlockShape;
  readonly target: AutomatonState;
  readonly replaces: BeginEdge | null;
}

/**
 * Ways that may be looked at, which takes seconds; twelve stages with three widths each and any number of layers up to six
 * need a fiftieth of it.
 */
const MAX_WAYS = 1_000_000;

export class BlockAutomaton {
  readonly #stages: readonly SearchSpaceStage[];
  /** By stage. */
  readonly #layers: readonly ReadonlySet<number>[];
  readonly #mostLayers: readonly number[];
  /** By stage: those that may begin when it is over, ascending; and whether the network may be over too. */
  readonly #followers: readonly (readonly number[])[];
  readonly #mayBeLast: readonly boolean[];
  readonly #kindClasses: readonly (readonly KindClass[])[];
  readonly #states = new Map<string, AutomatonState>();
  readonly #beginEdges = new Map<AutomatonState, ReadonlyMap<string, BeginEdge & { ways: readonly OpenStage[] }>>();
  readonly #repeatEdges = new Map<AutomatonState, readonly RepeatEdge[]>();
  readonly #beginnings = new Map<string, readonly Beginning[]>();
  #waysSeen = 0;

  constructor(space: SearchSpace) {
    this.#stages = space.stages;
    this.#layers = space.stages.map((stage) => new Set(choicesOf(stage.layers)));
    this.#mostLayers = this.#layers.map((layers) => Math.max(...layers));
    this.#followers = this.#layers.map((_, stage) => this.#followersOf(stage));
    this.#mayBeLast = this.#layers.map((_, stage) => this.#layers.slice(stage + 1).every((layers) => layers.has(0)));
    this.#kindClasses = kindClassesOf(space.stages);
  }

  /** Where a sequence starts, behind a stem. `halvings` are the strides of 2 until its output is a single pixel. */
  start(channels: number, halvings: number): AutomatonState {
    return this.#intern({ channels, halvings, open: [], lastClass: null, next: this.#followersOf(-1), accepts: false });
  }

  /** The state without its open stages: what may come when a new stage begins now. */
  closed(state: AutomatonState): AutomatonState {
    return state.open.length === 0 ? state : this.#intern({ ...state, open: [], lastClass: null });
  }

  /** The blocks that may begin a stage, each once, in an order that depends on the space alone. */
  beginEdges(state: AutomatonState): Iterable<BeginEdge> {
    return this.#beginEdgesOf(this.closed(state)).values();
  }

  /** The blocks of the last one's kind that may continue a stage, each once. */
  repeatEdges(state: AutomatonState): readonly RepeatEdge[] {
    let edges = this.#repeatEdges.get(state);
    if (edges === undefined) {
      edges = state.open.length === 0 ? [] : this.#createRepeatEdges(state);
      this.#repeatEdges.set(state, edges);
    }
    return edges;
  }

  #createRepeatEdges(state: AutomatonState): RepeatEdge[] {
    const { channels, lastClass } = state;
    this.#countWays(state.open.length);
    const widths = groupBy(state.open, (way) => way.squeezeExciteChannels);
    return Array.from(widths, ([squeezeExciteChannels, open]) => {
      const shape = { stride: 1 as const, channels, squeezeExciteChannels, hasResidual: true };
      const key = edgeKey(lastClass as KindClass, shape);
      const replaces = this.#beginEdgesOf(this.closed(state)).get(key) ?? null;
      const ways = open.map((way) => ({ ...way, layers: way.layers + 1 }));
      const target = this.#target(state, lastClass as KindClass, shape, [...ways, ...replaces?.ways ?? []]);
      return { shape, target, replaces };
    });
  }

  #beginEdgesOf(state: AutomatonState) {
    let edges = this.#beginEdges.get(state);
    if (edges === undefined) {
      edges = this.#createBeginEdges(state);
      this.#beginEdges.set(state, edges);
    }
    return edges;
  }

  #createBeginEdges(state: AutomatonState) {
    const found = new Map<string, { kindClass: KindClass; shape: BlockShape; ways: OpenStage[] }>();
    for (const stage of state.next) {
      for (const { shape, further } of this.#beginningsAt(stage, state)) {
        for (const kindClass of this.#kindClasses[stage] ?? []) {
          this.#countWays(1);
          const key = edgeKey(kindClass, shape);
          const way = { stage, layers: 1, squeezeExciteChannels: further };
          const known = found.get(key);
          if (known === undefined) found.set(key, { kindClass, shape, ways: [way] });
          else known.ways.push(way);
        }
      }
    }
    return new Map(Array.from(found, ([key, { kindClass, shape, ways }]) => (
      [key, { kindClass, shape, ways, target: this.#target(state, kindClass, shape, ways) }])));
  }

  #target(from: AutomatonState, kindClass: KindClass, shape: BlockShape, ways: readonly OpenStage[]): AutomatonState {
    const open = ways.filter(({ stage, layers }) => layers < (this.#mostLayers[stage] ?? 0));
    const ended = [...new Set(ways.filter(({ stage, layers }) => this.#layers[stage]?.has(layers)).map(({ stage }) => stage))];
    const next = new Set(ended.flatMap((stage) => this.#followers[stage] ?? []));
    return this.#intern({
      channels: shape.channels,
      halvings: from.halvings - (shape.stride === 2 ? 1 : 0),
      open,
      lastClass: open.length === 0 ? null : kindClass,
      next: [...next].sort((a, b) => a - b),
      accepts: ended.some((stage) => this.#mayBeLast[stage] ?? false),
    });
  }

  /** One object per state; what cannot matter any more is left out, so that more states are the same. */
  #intern(state: AutomatonState): AutomatonState {
    const begins = [...state.next, ...state.open.map(({ stage }) => stage + 1)];
    const stagesLeft = this.#stages.length - Math.min(this.#stages.length, ...begins);
    const halvings = state.halvings >= stagesLeft ? Infinity : state.halvings;
    const open = state.open.map((way) => `${way.stage}.${way.layers}.${way.squeezeExciteChannels}`).sort();
    const key = `${state.channels} ${halvings} ${state.lastClass?.id} ${open.join()} ${state.next.join()} ${state.accepts}`;
    let known = this.#states.get(key);
    if (known === undefined) {
      known = { ...state, halvings };
      this.#states.set(key, known);
    }
    return known;
  }

  #beginningsAt(stage: number, { channels, halvings }: AutomatonState): readonly Beginning[] {
    const key = `${stage} ${channels} ${halvings === 0}`;
    let beginnings = this.#beginnings.get(key);
    if (beginnings === undefined) {
      beginnings = beginningsOf(this.#stages[stage] as SearchSpaceStage, channels, halvings === 0);
      this.#beginnings.set(key, beginnings);
    }
    return beginnings;
  }

  /** Stages that may begin when `ended` (-1: the stem) is over. */
  #followersOf(ended: number): number[] {
    const followers: number[] = [];
    for (let stage = ended + 1; stage < this.#stages.length; stage += 1) {
      if ((this.#mostLayers[stage] ?? 0) > 0) followers.push(stage);
      if (!this.#layers[stage]?.has(0)) break;
    }
    return followers;
  }

  #countWays(count: number): void {
    this.#waysSeen += count;
    if (this.#waysSeen > MAX_WAYS) throw tooIntricate();
  }
}

function edgeKey(kindClass: KindClass, shape: BlockShape): string {
  return `${kindClass.id} ${shapeKey(shape)}`;
}

function tooIntricate(): StrideError {
  return new StrideError('SEARCH_SPACE_INVALID',
    'The search space is too intricate to be counted exactly: too many stages look alike or offer too many choices. '
    + 'Fewer choices of channels, layers and squeeze-excite per stage, or fewer stages that offer 0 layers, make it simpler.');
}
