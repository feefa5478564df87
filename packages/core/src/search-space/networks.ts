import type { Architecture } from '../architecture/architecture.js';
import { expandBlocks } from '../architecture/blocks.js';
import { blockSymbols, effectiveStride } from '../architecture/symbol.js';
import { decodeArchitecture, encodeSelection } from './encoding.js';
import { INPUT_FIELDS, choicesOf, type Selection, type StageSelection } from './fields.js';
import { NetworkIndex } from './network-index.js';
import type { SearchSpace } from './search-space.js';
import { matchBlocks, matchStages } from './stage-matching.js';

const indices = new WeakMap<SearchSpace, NetworkIndex>();

function indexOf(space: SearchSpace): NetworkIndex {
  let index = indices.get(space);
  if (index === undefined) {
    index = new NetworkIndex(space);
    indices.set(space, index);
  }
  return index;
}

/**
 * How many different networks there are, exactly: as many as different canonical hashes. Takes time and memory that
 * depend on how alike the stages are, not on the size of the space.
 * @throws StrideError SEARCH_SPACE_INVALID when the stages are too intricate to count
 */
export function countArchitectures(space: SearchSpace): bigint {
  return indexOf(space).size;
}

/**
 * An encoding of network number `rank`, from 0 to `countArchitectures(space) - 1`; different ranks are different
 * networks. The numbering depends on the document alone.
 */
export function encodingAt(space: SearchSpace, rank: bigint): number[] {
  return indexOf(space).encodingAt(rank);
}

/** Every network of the space once. Meant for small spaces; large ones never end. */
export function* enumerateArchitectures(space: SearchSpace): Generator<Architecture, void, undefined> {
  const index = indexOf(space);
  for (let rank = 0n; rank < index.size; rank += 1n) yield decodeArchitecture(space, index.encodingAt(rank));
}

/**
 * An encoding that decodes to this architecture; when there is none, one that decodes to the same network (the same
 * canonical hash); null when the network is not in the space.
 */
export function encodeArchitecture(space: SearchSpace, architecture: Architecture): number[] | null {
  return encodeWritten(space, architecture) ?? encodeNetwork(space, architecture);
}

function encodeWritten(space: SearchSpace, architecture: Architecture): number[] | null {
  const stemStride = choicesOf(space.stem.stride).indexOf(architecture.stem.stride);
  return encodeWith(space, architecture, stemStride, matchStages(space.stages, architecture.stages));
}

function encodeNetwork(space: SearchSpace, architecture: Architecture): number[] | null {
  const { input, stem } = architecture;
  const isPixel = input.height === 1 && input.width === 1;
  const stemStride = choicesOf(space.stem.stride)
    .findIndex((stride) => effectiveStride(stride, isPixel) === effectiveStride(stem.stride, isPixel));
  return encodeWith(space, architecture, stemStride, matchBlocks(space.stages, {
    symbols: blockSymbols(architecture),
    inChannels: stem.channels,
    singlePixel: expandBlocks(architecture).map((block) => block.inputHeight === 1 && block.inputWidth === 1),
  }));
}

function encodeWith(
  space: SearchSpace, architecture: Architecture, stemStride: number, stages: StageSelection[] | null,
): number[] | null {
  if (stages === null) return null;
  const { input, stem } = architecture;
  const [height = -1, width = -1, channels = -1] = INPUT_FIELDS.map((name) => choicesOf(space.input[name]).indexOf(input[name]));
  const selection: Selection = {
    input: { height, width, channels },
    classes: choicesOf(space.classes).indexOf(architecture.classes),
    stem: {
      kernel: choicesOf(space.stem.kernel).indexOf(stem.kernel),
      stride: stemStride,
      channels: choicesOf(space.stem.channels).indexOf(stem.channels),
    },
    stages,
    head: choicesOf(space.head.channels).indexOf(architecture.head.channels),
  };
  const { input: image, stem: entry } = selection;
  const found = [...Object.values(image), ...Object.values(entry), selection.classes, selection.head];
  return found.includes(-1) ? null : encodeSelection(space, selection);
}
