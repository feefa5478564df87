import { CANDIDATE_SORT_KEYS, type CandidateSummary, type ListCandidatesQuery } from '@stride/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '../client.js';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { createSearch } from './create.js';
import { listCandidates } from './list-candidates.js';
import { addCandidate, newSearch } from './testing/fixtures.js';

let server: TestServer;
let db: Database;
let searchId: string;
let all: readonly CandidateSummary[];

const STATUSES = ['completed', 'pruned', 'failed', 'running', 'queued'] as const;

beforeAll(async () => {
  server = await startTestServer();
  db = createDatabase(await server.database());
  searchId = (await createSearch(db, newSearch())).searchId;
  // Number 0, the reference, is within every bound that the others are in.
  for (let number = 0; number <= 24; number++) {
    const status = number === 0 ? 'completed' : STATUSES[number % 5] ?? 'queued';
    const measured = status === 'completed' || status === 'pruned';
    await addCandidate(db, searchId, {
      number, status, params: 1000 + (number % 7) * 100,
      ...(measured ? { accuracy: 0.5 + (number % 4) / 10, stepTimeMs: 10 + (number % 6), reward: 0.1 * (number % 5), finishedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, number % 8)) } : {}),
    });
  }
  await db.prisma.candidate.updateMany({ where: { searchId, number: { in: [3, 10, 11] } }, data: { architectureText: 'input_28x28x1 100%_fused' } });
  all = (await listCandidates(db.prisma, searchId, { limit: 500 })).items;
});

afterAll(async () => {
  await db?.close();
  await server?.remove();
});

type Query = ListCandidatesQuery;
const BOUNDED = CANDIDATE_SORT_KEYS.filter((key) => key !== 'finishedAt');
const valueOf = (item: CandidateSummary, key: (typeof CANDIDATE_SORT_KEYS)[number]) => (key === 'stepTimeMs' ? item.stepTimeMs?.median ?? null : item[key]);

/** What a query says, without a database. */
function expected({ status, q, sort = 'number', order = 'asc', ...query }: Query): number[] {
  const chosen = all.filter((item) => (status === undefined || item.status === status)
    && (q === undefined || item.architectureText.includes(q.toLowerCase()))
    && BOUNDED.every((key) => {
      const [value, least, most] = [valueOf(item, key) as number | null, query[`${key}Min`], query[`${key}Max`]];
      return (least === undefined || (value !== null && value >= least)) && (most === undefined || (value !== null && value <= most));
    }));
  const sign = order === 'asc' ? 1 : -1;
  return [...chosen].sort((a, b) => {
    const [x, y] = [valueOf(a, sort), valueOf(b, sort)];
    if (x === y) return a.number - b.number;
    if (x === null || y === null) return x === null ? 1 : -1;
    return x < y ? -sign : sign;
  }).map(({ number }) => number);
}

async function pages(query: Query): Promise<number[]> {
  const numbers: number[] = [], totals = new Set<number>();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCandidates>> = await listCandidates(db.prisma, searchId, { ...query, ...(cursor === null ? {} : { cursor }) });
    numbers.push(...page.items.map(({ number }) => number));
    totals.add(page.total);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect([...totals]).toEqual([numbers.length]);
  return numbers;
}

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
/** Values that occur, and some between and beyond them. */
const bound: Readonly<Record<(typeof BOUNDED)[number], fc.Arbitrary<number>>> = {
  number: fc.constantFrom(-1, 0, 5, 12.5, 20, 1e300), reward: fc.constantFrom(-1e308, 0, 0.1, 0.25, 0.4, 5), accuracy: fc.constantFrom(0, 0.5, 0.6, 0.75, 0.8),
  stepTimeMs: fc.constantFrom(5e-324, 10, 12, 14.5, 15), params: fc.constantFrom(0, 1000, 1250, 1600, 2 ** 53), multiplyAdds: fc.constantFrom(0, 1, 1e9),
};

const anyQuery: fc.Arbitrary<Query> = fc.record({
  limit: fc.constantFrom(1, 3, 7, 500), sort: optional(fc.constantFrom(...CANDIDATE_SORT_KEYS)), order: optional(fc.constantFrom('asc' as const, 'desc' as const)),
  status: optional(fc.constantFrom(...STATUSES)), q: optional(fc.constantFrom('', 'FUSED', '%', '_', '100%_', 'mbconv_k3', 'nothing', '\\', '\\%')),
  ...Object.fromEntries(BOUNDED.flatMap((key) => [[`${key}Min`, fc.option(bound[key], { nil: undefined, freq: 1 })], [`${key}Max`, fc.option(bound[key], { nil: undefined, freq: 1 })]])),
}).map((query) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Query);

test('any filters in any order: the pages hold what they say, in that order, and count it', async () => {
  await fc.assert(fc.asyncProperty(anyQuery, async (query) => {
    expect(await pages(query)).toEqual(expected(query));
  }), { numRuns: 150 });
});

test('bounds include themselves, and leave out what has no value', async () => {
  const page = await listCandidates(db.prisma, searchId, { rewardMin: 0.4, rewardMax: 0.4 });
  expect(page.items.every(({ reward }) => reward === 0.4)).toBe(true);
  expect(page.total).toBe(all.filter(({ reward }) => reward === 0.4).length);
  expect((await listCandidates(db.prisma, searchId, { rewardMin: -1e9 })).items.some(({ reward }) => reward === null)).toBe(false);
});

test('a minimum above the maximum is an empty page', async () => {
  expect(await listCandidates(db.prisma, searchId, { paramsMin: 2, paramsMax: 1 })).toEqual({ items: [], nextCursor: null, total: 0 });
});

test.each<[what: string, other: Query]>([
  ['no filter', {}], ['another bound', { paramsMin: 1 }], ['a bound of another kind', { paramsMax: 0 }], ['one more', { paramsMin: 0, q: 'mb' }],
])('a cursor is refused with %s', async (_, other) => {
  const { nextCursor } = await listCandidates(db.prisma, searchId, { paramsMin: 0, limit: 2 });
  await expect(listCandidates(db.prisma, searchId, { ...other, limit: 2, cursor: nextCursor ?? '' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
});

test('a cursor is taken with the same filters in another order', async () => {
  const { nextCursor } = await listCandidates(db.prisma, searchId, { paramsMin: 0, q: 'mbconv', limit: 2 });
  expect((await listCandidates(db.prisma, searchId, { q: 'mbconv', paramsMin: 0, limit: 1, cursor: nextCursor ?? '' })).items).toHaveLength(1);
});
