import { createRng } from '../random/rng.js';
import { NetworkDeck, readDeckState } from './network-deck.js';
import { readOptions } from './options.js';
import { proposalOf } from './proposal.js';
import { readState, stateHeader } from './stored-state.js';
import type { Proposal, Strategy, StrategyDefinition, StrategySetup } from './strategy.js';

/**
 * Uniform random search without replacement: every network of the space is equally likely to come next, however many
 * encodings it has. A strong baseline, and what EfficientNetV2 found good enough.
 */
export const randomStrategy: StrategyDefinition = {
  name: 'random',
  description: 'Uniform random search without replacement',
  defaults: {},
  create(setup) {
    readOptions('random', {}, {}, setup.options);
    return createRandom(setup);
  },
};

function createRandom({ space, seed, state }: StrategySetup): Strategy {
  const header = stateHeader('random', 1, space);
  const start = state === undefined
    ? { rng: createRng(seed).state(), dealt: 0 }
    : readState(header, ['deck'], state, (reader, { deck }) => readDeckState(reader, '/deck', deck, space));
  const deck = new NetworkDeck(space, start);
  return {
    ask(n) {
      const proposals: Proposal[] = [];
      while (proposals.length < n) {
        const encoding = deck.deal();
        if (encoding === null) break;
        proposals.push(proposalOf(space, encoding));
      }
      return proposals;
    },
    // How a proposal ended changes nothing: chance has no memory.
    tell() {},
    state: () => ({ ...header, deck: deck.state() }),
  };
}
