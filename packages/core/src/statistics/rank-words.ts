export interface RankWords {
  readonly finding: string;
  /** What follows from it. */
  readonly meaning: string;
  /** Whether the proxy task is to be doubted. */
  readonly doubtful: boolean;
}

/** Below so many candidates chance decides: of two there are but two orders. */
const TELLING = 4;
const ADVICE = 'Give the proxy task more images or epochs, or train more of the best in full before you choose.';

interface Level {
  /** The least tau of this level. */
  readonly from: number;
  readonly likeness: string;
  readonly meaning: string;
  readonly doubtful: boolean;
}

const LOWEST: Level = {
  from: -1,
  likeness: 'rather the other way round than',
  meaning: `If anything it prefers the worse ones. ${ADVICE}`,
  doubtful: true,
};

const LEVELS: readonly Level[] = [
  { from: 0.7, likeness: 'much as', meaning: 'As far as these tell, it finds the better ones.', doubtful: false },
  {
    from: 0.4,
    likeness: 'roughly as',
    meaning: 'The winner is likely among the better ones, though not surely the best.',
    doubtful: false,
  },
  {
    from: 0.1,
    likeness: 'only loosely as',
    meaning: `The winner may well not be the best network. ${ADVICE}`,
    doubtful: true,
  },
  {
    from: -0.1,
    likeness: 'hardly as',
    meaning: `It says next to nothing of which network is the best. ${ADVICE}`,
    doubtful: true,
  },
];

/** What of a search was trained in full. */
export interface TrainedInFull {
  /** Ids of the candidates whose full training has completed. */
  readonly candidateIds: readonly string[];
  /** Ids of the search's completed candidates, the best first; as many as were trained and one more will do. */
  readonly ranked: readonly string[];
}

const BEST_ALONE = 'These are the best of the search, which lie close together: over all of its candidates the ranks may agree better.';

/**
 * The rank correlation of proxy and full training in words.
 * @param correlation Kendall's tau-b over k candidates
 */
export function rankWords({ tau, k }: { readonly tau: number; readonly k: number }, trained?: TrainedInFull): RankWords {
  const { likeness, meaning, doubtful } = LEVELS.find(({ from }) => tau >= from) ?? LOWEST;
  const finding = `The proxy task ranks ${k} candidates ${likeness} full training does: Kendall's tau ${tau.toFixed(2).replace('-', '−')}.`;
  if (k < TELLING) return { finding, meaning: `Of ${k} candidates that says little yet: train more of them in full to know.`, doubtful: false };
  return { finding, meaning: trained && isBestAlone(trained) ? `${meaning} ${BEST_ALONE}` : meaning, doubtful };
}

/** A truncated range: what the proxy task tells apart easily, the good from the bad, takes no part. */
function isBestAlone({ candidateIds, ranked }: TrainedInFull): boolean {
  const trained = new Set(candidateIds);
  return trained.size < ranked.length && ranked.slice(0, trained.size).every((id) => trained.has(id));
}
