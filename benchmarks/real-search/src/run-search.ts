import { setTimeout as delay } from 'node:timers/promises';
import type { CandidateSummary, SearchDetail } from '@stride/contracts';
import type { SearchResult } from './results.js';

/** Short, so that forty candidates take minutes on two cores; long enough that accuracies differ by what a network can do. */
const PROXY_TASK = { trainSamples: 4_000, validationSamples: 2_000, epochs: 3, evaluations: 4 };

export interface Setup {
  readonly strategy: string;
  readonly seed: number;
  readonly candidates: number;
}

/** Submits a search on Fashion-MNIST, follows it to its end, and says what came of it. */
export async function runSearch(url: string, { strategy, seed, candidates }: Setup, say: (text: string) => void): Promise<SearchResult> {
  const { id } = await ask<SearchDetail>(`${url}/v1/searches`, {
    name: `${strategy}, seed ${seed}`, space: 'fashion-mnist', strategy: { name: strategy }, scheduler: { name: 'asha' }, seed,
    budget: { candidates }, proxyTask: PROXY_TASK,
  });
  const search = await finished(url, id, (detail) => say(`${detail.name}: ${detail.counts.completed} completed, ${detail.counts.pruned} pruned, best reward ${detail.bestReward?.toFixed(4) ?? '-'}`));
  const items = (await allCandidates(url, id)).toSorted((a, b) => (a.finishedAt ?? '').localeCompare(b.finishedAt ?? ''));
  const winner = items.find((candidate) => candidate.id === search.bestCandidateId);
  if (search.status !== 'completed' || winner === undefined) throw new Error(`${search.name} ended as ${search.status}: ${search.statusReason}`);
  const rewards = items.map(({ status, reward }) => (status === 'completed' ? reward ?? 0 : 0));
  return {
    strategy, seed,
    winner: {
      reward: winner.reward ?? NaN, estimate: search.bestEstimate, accuracy: winner.accuracy ?? NaN, stepTimeMs: winner.stepTimeMs?.median ?? NaN,
      params: winner.params, architecture: winner.architectureText,
    },
    highestReward: Math.max(...rewards), wallSeconds: search.activeSeconds, ...search.trainingTime,
    completed: search.counts.completed, pruned: search.counts.pruned, failed: search.counts.failed,
    bestByFinished: rewards.map((_, index) => Math.max(...rewards.slice(0, index + 1))),
  };
}

async function finished(url: string, id: string, onProgress: (detail: SearchDetail) => void): Promise<SearchDetail> {
  for (let turn = 0; ; turn++) {
    const detail = await ask<SearchDetail>(`${url}/v1/searches/${id}`);
    if (detail.status !== 'running' && detail.status !== 'pending') return detail;
    if (turn % 15 === 14) onProgress(detail);
    await delay(2_000);
  }
}

async function allCandidates(url: string, id: string): Promise<CandidateSummary[]> {
  const items: CandidateSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: CandidateSummary[]; nextCursor: string | null } = await ask(`${url}/v1/searches/${id}/candidates?limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

async function ask<T>(address: string, body?: object): Promise<T> {
  const response = await fetch(address, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}
