import { createRng } from '../random/rng.js';
import { Deck, freshDeck, readDeckState } from './deck.js';
import { KnownPoints, NOTHING_KNOWN, readKnownPoints } from './known-points.js';
import { readOptions } from './options.js';
import { checkTold } from './proposal.js';
import { readState, stateHeader } from './stored-state.js';
import type { Proposal, Strategy, StrategyDefinition, StrategySetup } from './strategy.js';

/**
 * Uniform random search without replacement: every network of the space is equally likely to come next, however many
 * encodings it has. A strong baseline, and what EfficientNetV2 found good enough.
 */
export const randomStrategy: StrategyDefinition = {
  name: 'random',
  description: 'Uniform random search without replacement',
  options: {},
  create(setup) {
    readOptions({ kind: 'Strategy', name: 'random' }, {}, setup.options);
    return createRandom(setup);
  },
};

function createRandom({ space, seed, state }: StrategySetup): Strategy {
  const header = stateHeader('random', 2, space);
  const start = state === undefined
    ? { deck: freshDeck(createRng(seed)), known: NOTHING_KNOWN }
    : readState(header, ['deck', 'known'], state, (reader, fields) => {
      const deck = readDeckState(reader, '/deck', fields['deck'], space);
      const known = readKnownPoints(reader, '/known', fields['known']);
      return deck === null || known === null ? null : { deck, known };
    });
  const deck = new Deck(space, start.deck);
  const known = new KnownPoints(start.known);
  return {
    ask(n) {
      const proposals: Proposal[] = [];
      while (proposals.length < n) {
        const proposal = deck.deal(known.has);
        if (proposal === null) break;
        known.propose(proposal.hash);
        proposals.push(proposal);
      }
      return proposals;
    },
    // How a proposal ended changes nothing, chance has no memory; but what was tried elsewhere is not tried again.
    tell({ hash, encoding }) {
      checkTold(space, encoding);
      known.settle(hash);
    },
    state: () => ({ ...header, deck: deck.state(), known: known.state() }),
  };
}
