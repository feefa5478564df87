import type { Decision, DecisionSpace } from '@stride/core';
import { checkEncoding } from './check-encoding.js';

/** 64 bits in hex: what strategies remember a point by. */
export function hashOfNumber(number: number): string {
  return number.toString(16).padStart(16, '0');
}

/** How many encodings there are. */
export function countOf(decisions: readonly Decision[]): number {
  return decisions.reduce((product, { choices }) => product * choices.length, 1);
}

/** Where an encoding stands in row-major order: the last decision varies fastest. Exact below 2^53 encodings. */
export function rankOf(decisions: readonly Decision[], encoding: readonly number[]): number {
  return decisions.reduce((rank, { choices }, position) => rank * choices.length + (encoding[position] as number), 0);
}

/** Every encoding is a point, in row-major order. There must be fewer than 2^53. */
export function rowMajorSpace(decisions: readonly Decision[]): DecisionSpace {
  const size = BigInt(countOf(decisions));
  return {
    decisions,
    size,
    encodingAt(rank) {
      let left = Number(rank);
      const encoding = Array<number>(decisions.length);
      for (let position = decisions.length - 1; position >= 0; position -= 1) {
        const { length } = (decisions[position] as Decision).choices;
        encoding[position] = left % length;
        left = Math.floor(left / length);
      }
      return encoding;
    },
    hashOf(encoding) {
      checkEncoding(decisions, encoding);
      return hashOfNumber(rankOf(decisions, encoding));
    },
  };
}
