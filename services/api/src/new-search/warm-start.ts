/** What a search starts from: networks to try first, and an earlier search whose measurements are reused. */
import { isDeepStrictEqual } from 'node:util';
import type { WarmStartRequest } from '@stride/contracts';
import {
  architectureHash, encodeArchitecture, parseArchitecture, StrideError, validateArchitecture,
  type Architecture, type Issue, type Objective, type ProxyTask, type SearchSpace,
} from '@stride/core';
import { earlierSearch, type EarlierSearch, type Transaction, type WarmStart } from '@stride/storage';
import { brokenCap } from './broken-cap.js';
import { whyOutside } from './why-outside.js';

const PATH = '/warmStart';

/** Two measurements may differ in these and still be of one kind: the seed is chance, the others decide what is given up and what is seen on the way. */
const MAY_DIFFER: ReadonlySet<keyof ProxyTask> = new Set(['seed', 'evaluations', 'timeoutSeconds', 'memoryBudgetBytes']);

/**
 * The search that a request names, in whatever status it is; null where it names none.
 * @throws StrideError WARM_START_INVALID when there is no such search or nothing has completed in it
 */
export async function findEarlier(db: Transaction, request: WarmStartRequest | undefined): Promise<EarlierSearch | null> {
  const id = request?.fromSearch;
  if (id === undefined) return null;
  const found = await earlierSearch(db, id);
  const path = `${PATH}/fromSearch`;
  if (found === null) throw invalid([{ path, message: `no search has the id ${JSON.stringify(id)}; expected one of GET /v1/searches` }]);
  if (found.measured === 0) throw invalid([{ path, message: `no candidate of search ${id} has completed; expected a search with measurements` }]);
  return found;
}

/**
 * What a request need not say when it names an earlier search. The seed stays the new search's own.
 * @throws StrideError WARM_START_INVALID when the earlier search has another space, its reference included, or another dataset
 */
export function inherited(
  earlier: EarlierSearch | null, space: SearchSpace, dataset: string | undefined,
): { readonly dataset?: string; readonly proxyTask: Partial<ProxyTask> } {
  if (earlier === null) return { ...(dataset === undefined ? {} : { dataset }), proxyTask: {} };
  checkSpace(earlier, space);
  if (dataset !== undefined && dataset !== earlier.dataset) throw invalid([differs('/dataset', dataset, earlier.dataset, earlier)]);
  const { seed: _, ...proxyTask } = earlier.proxyTask;
  return { dataset: earlier.dataset, proxyTask };
}

function checkSpace(earlier: EarlierSearch, space: SearchSpace): void {
  const differing = Object.keys({ ...earlier.space, ...space }).filter((name) => (
    name !== 'description' && differ(earlier.space[name as keyof SearchSpace], space[name as keyof SearchSpace])));
  if (differing.length === 0) return;
  throw invalid([{
    path: `${PATH}/fromSearch`,
    message: `search ${earlier.id} has another search space (${earlier.space.name}): ${differing.join(', ')} ${differing.length === 1 ? 'differs' : 'differ'}; expected the space of this search`,
  }]);
}

/** A search with its defaults filled in, as far as it matters here. */
export interface StartedSearch {
  readonly space: SearchSpace;
  readonly proxyTask: ProxyTask;
  readonly objective: Objective;
  readonly candidates: number;
}

/**
 * The encodings of the given networks, and the earlier search, once both are known to suit; undefined for a start from nothing.
 * @throws StrideError WARM_START_INVALID with everything that does not
 */
export function resolveWarmStart(request: WarmStartRequest | undefined, earlier: EarlierSearch | null, search: StartedSearch): WarmStart | undefined {
  const given = request?.candidates ?? [];
  if (given.length === 0 && earlier === null) return undefined;
  const seeds = given.map((document, index) => readSeed(document, `${PATH}/candidates/${index}`, search));
  const issues = [
    ...(earlier === null ? [] : taskIssues(earlier, search)),
    ...(given.length > search.candidates
      ? [{ path: `${PATH}/candidates`, message: `found ${given.length} networks; expected at most ${search.candidates}, the candidates of the budget` }] : []),
    ...seeds.flatMap(({ issues: ofSeed }) => ofSeed),
    ...repeats(seeds),
  ];
  if (issues.length > 0) throw invalid(issues);
  return { candidates: seeds.flatMap(({ encoding }) => (encoding === null ? [] : [encoding])), fromSearch: earlier?.id ?? null };
}

interface Seed {
  readonly path: string;
  /** Null where there are issues, and the hash where it is not even an architecture. */
  readonly encoding: readonly number[] | null;
  readonly hash: string | null;
  readonly issues: readonly Issue[];
}

function readSeed(document: unknown, path: string, { space, objective, proxyTask }: StartedSearch): Seed {
  const read = readArchitecture(document, path);
  if ('issues' in read) return { path, encoding: null, hash: null, issues: read.issues };
  const { architecture } = read;
  const encoding = encodeArchitecture(space, architecture);
  const message = encoding === null
    ? `is not in the search space ${space.name}: ${whyOutside(space, architecture)}`
    : brokenCap(architecture, objective.caps, proxyTask);
  return { path, encoding, hash: architectureHash(architecture), issues: message === null ? [] : [{ path, message }] };
}

function readArchitecture(document: unknown, path: string): { readonly architecture: Architecture } | { readonly issues: readonly Issue[] } {
  const isWrapped = typeof document === 'object' && document !== null && 'architecture' in document;
  const at = isWrapped ? `${path}/architecture` : path;
  try {
    if (typeof document === 'string') return { architecture: parseArchitecture(document) };
    return { architecture: validateArchitecture(isWrapped ? document.architecture : document) };
  } catch (error) {
    if (!(error instanceof StrideError) || error.code !== 'ARCHITECTURE_INVALID') throw error;
    const { issues, message } = error;
    return { issues: issues.length === 0 ? [{ path: at, message }] : issues.map((issue) => ({ path: `${at}${issue.path}`, message: issue.message })) };
  }
}

function repeats(seeds: readonly Seed[]): Issue[] {
  const first = new Map<string, number>();
  return seeds.flatMap(({ hash, path }, index) => {
    const earlier = hash === null ? undefined : first.get(hash);
    if (hash !== null && earlier === undefined) first.set(hash, index);
    return earlier === undefined ? [] : [{ path, message: `is the same network as candidate ${earlier}; expected different ones` }];
  });
}

function taskIssues(earlier: EarlierSearch, { proxyTask }: StartedSearch): Issue[] {
  const names = (Object.keys(proxyTask) as (keyof ProxyTask)[]).filter((name) => !MAY_DIFFER.has(name) && differ(proxyTask[name], earlier.proxyTask[name]));
  return names.map((name) => differs(`/proxyTask/${name}`, proxyTask[name], earlier.proxyTask[name], earlier));
}

function differs(path: string, found: unknown, expected: unknown, { id }: EarlierSearch): Issue {
  return { path, message: `found ${JSON.stringify(found)}; expected ${JSON.stringify(expected)}, as in search ${id} whose measurements are to be reused` };
}

/** As JSON: a field without a value is no field. */
function differ(a: unknown, b: unknown): boolean {
  const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
  return !isDeepStrictEqual(plain(a), plain(b));
}

function invalid(issues: readonly Issue[]): StrideError {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return new StrideError('WARM_START_INVALID', `the search cannot start from that, at ${first?.path}: ${first?.message}${more}`, { issues });
}
