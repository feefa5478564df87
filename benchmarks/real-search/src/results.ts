/** What the benchmark ran on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly platform: string;
  readonly node: string;
  readonly loadBefore: number;
}

/** One search that was really run. */
export interface SearchResult {
  readonly strategy: string;
  readonly seed: number;
  /** Of the winner: as measured, as expected, and its parts. */
  readonly winner: { readonly reward: number; readonly estimate: number | null; readonly accuracy: number; readonly stepTimeMs: number; readonly params: number; readonly architecture: string };
  /** Highest reward that was measured, whether it won or not. */
  readonly highestReward: number;
  readonly wallSeconds: number;
  /** In training; what pruned candidates would have taken until the end besides (estimate). */
  readonly spentSeconds: number;
  readonly savedSeconds: number;
  readonly completed: number;
  readonly pruned: number;
  readonly failed: number;
  /** Best reward so far after each finished candidate, in the order in which they finished. */
  readonly bestByFinished: readonly number[];
}

export interface Comparison {
  readonly date: string;
  readonly note: string | null;
  readonly machine: Machine;
  readonly candidates: number;
  readonly searches: SearchResult[];
}

/** Share of the accelerator time of training that was saved. */
export function savedShare({ spentSeconds, savedSeconds }: SearchResult): number {
  return savedSeconds / (spentSeconds + savedSeconds);
}

export function meanOf(results: readonly SearchResult[], value: (result: SearchResult) => number): number {
  return results.reduce((sum, result) => sum + value(result), 0) / results.length;
}

export function byStrategy(results: readonly SearchResult[]): Map<string, SearchResult[]> {
  const groups = new Map<string, SearchResult[]>();
  for (const result of results) groups.set(result.strategy, [...groups.get(result.strategy) ?? [], result]);
  return groups;
}
