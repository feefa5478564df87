import type { CandidateDetail, Winner } from '@stride/contracts';
import { costOf, createRng, decodeArchitecture, formatArchitecture, parseSearchSpace, sampleEncoding, type Architecture } from '@stride/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stack } from '../support/stack.js';

const LIMIT = 240_000;

describe('a search that starts from another', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await Stack.start();
    await stack.run('controller', 'controller');
    await stack.run('worker', 'worker-1');
    await stack.run('worker', 'worker-2');
  }, LIMIT);
  afterAll(async () => { await stack.stop(); }, LIMIT);

  it('trains none of its networks again, tries its seed first, and takes its winner from all of them', async () => {
    const earlier = await stack.submit({ budget: { candidates: 5 }, seed: 21 });
    expect(await stack.untilEnded(earlier.id)).toMatchObject({ status: 'completed' });
    const known = await stack.candidates(earlier.id);
    const other = await stack.submit({ budget: { candidates: 1 }, seed: 99 });
    await stack.untilEnded(other.id);
    const [seed] = (await stack.candidates(other.id)).filter(({ architectureHash }) => known.every((each) => each.architectureHash !== architectureHash));
    if (seed === undefined) throw new Error('another seed gave the same network');

    // The same seed as before: it would propose the very same networks.
    const request = { space: 'fashion-mnist', budget: { candidates: 2 }, concurrency: 2, seed: 21, warmStart: { fromSearch: earlier.id, candidates: [seed.architectureText] } };
    const { id } = await stack.post<{ id: string }>('/v1/searches', request);
    const search = await stack.untilEnded(id);
    expect(search).toMatchObject({
      status: 'completed', dataset: 'synthetic', proxyTask: { ...earlier.proxyTask, seed: 21 }, counts: { completed: 2 },
      warmStart: { fromSearch: earlier.id, candidates: 1, reused: 5 }, reference: { status: 'completed', attempts: 0 },
    });

    const candidates = await stack.candidates(id);
    const [reused, own] = [candidates.slice(0, 5), candidates.slice(5)];
    const byReport = known.toSorted((a, b) => String(a.finishedAt).localeCompare(String(b.finishedAt)) || a.number - b.number);
    expect(reused.map(({ reusedFrom, accuracy, stepTimeMs, attempts }) => ({ reusedFrom, accuracy, stepTimeMs, attempts })))
      .toEqual(byReport.map(({ id: reusedFrom, accuracy, stepTimeMs }) => ({ reusedFrom, accuracy, stepTimeMs, attempts: 0 })));
    for (const [index, { reward }] of reused.entries()) expect(reward).toBeCloseTo(byReport[index]?.reward as number, 12);
    expect(own.map(({ number, reusedFrom, attempts }) => ({ number, reusedFrom, attempts }))).toEqual([6, 7].map((number) => ({ number, reusedFrom: null, attempts: 1 })));
    expect(own[0]?.architectureHash).toBe(seed.architectureHash);
    expect(new Set(candidates.map(({ architectureHash }) => architectureHash)).size).toBe(7);

    const best = candidates.toSorted((a, b) => (b.reward ?? 0) - (a.reward ?? 0))[0];
    const winner = await stack.get<Winner>(`/v1/searches/${id}/export`);
    expect(winner.provenance.candidateId).toBe(best?.id);
    const { provenance } = await stack.get<Winner>(`/v1/candidates/${reused[0]?.id}/export`);
    expect(provenance).toMatchObject({ searchId: id, reusedFrom: { searchId: earlier.id, candidateId: byReport[0]?.id, number: byReport[0]?.number, proxyTask: earlier.proxyTask } });
    expect((await stack.get<CandidateDetail>(`/v1/candidates/${reused[0]?.id}`)).curve).toHaveLength(2);
  }, LIMIT);

  it('may have its winner among what it reuses, and then says where that was measured', async () => {
    const space = parseSearchSpace(await stack.get('/v1/search-spaces/fashion-mnist'));
    const rng = createRng(1);
    const networks = Array.from({ length: 500 }, () => decodeArchitecture(space, sampleEncoding(space, rng))).sort((a, b) => costOf(a).params - costOf(b).params);
    const [smallest, largest] = [networks.at(0), networks.at(-1)] as [Architecture, Architecture];
    // Then the square of the ratio outweighs any accuracy from a tenth, which is chance, to one.
    expect(costOf(largest).params / costOf(smallest).params).toBeGreaterThan(4);
    const objective = { w: 0, v: -2 };
    const earlier = await stack.submit({ budget: { candidates: 1 }, objective, warmStart: { candidates: [smallest] } });
    await stack.untilEnded(earlier.id);
    const [original] = await stack.candidates(earlier.id);
    const { id } = await stack.submit({ budget: { candidates: 1 }, objective, seed: 31, warmStart: { fromSearch: earlier.id, candidates: [{ architecture: largest }] } });
    expect(await stack.untilEnded(id)).toMatchObject({ status: 'completed', counts: { completed: 1 }, warmStart: { reused: 1, candidates: 1 } });
    const winner = await stack.get<Winner>(`/v1/searches/${id}/export`);
    expect(winner.architectureText).toBe(formatArchitecture(smallest));
    expect(winner.provenance).toMatchObject({ searchId: id, number: 1, reusedFrom: { candidateId: original?.id, searchId: earlier.id, number: 1, proxyTask: { seed: 7 } } });
    expect(winner.provenance.versions.worker).toEqual(expect.any(String));
  }, LIMIT);
});
