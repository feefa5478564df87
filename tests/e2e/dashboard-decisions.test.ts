/** The decisions of a search in a real browser: what choices do, and how they go together. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchPoints } from '@stride/contracts';
import { effectsOf, type Decision } from '@stride/core';
import { Dashboard } from '../support/dashboard.js';

const LIMIT = 240_000;
const CANDIDATES = 300;

describe('the decisions of a search', () => {
  let dashboard: Dashboard;
  let page: Page;
  let points: SearchPoints;
  let path: string;

  beforeAll(async () => {
    dashboard = await Dashboard.start();
    const { searchId } = await dashboard.seed({ candidates: CANDIDATES });
    points = await dashboard.stack.get<SearchPoints>(`/v1/searches/${searchId}/points`);
    path = `/searches/${searchId}/decisions`;
    page = await dashboard.open(path);
  }, LIMIT);
  afterAll(() => dashboard?.stop(), LIMIT);

  const { isFinite } = Number;
  /** What elements carry for tests. */
  const dataOf = (selector: string, name: string) =>
    page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => element.dataset[${JSON.stringify(name)}])`) as Promise<string[]>;
  const completed = (figure: (place: number) => number | null | undefined) =>
    points.columns.id.map((_, place) => (points.columns.status[place] === 'completed' ? figure(place) ?? Number.NaN : Number.NaN));

  it('have the effects and the importance that their candidates give', async () => {
    await page.getByTestId('effects').waitFor();
    const effects = effectsOf(points.decisions as unknown as readonly Decision[], points.columns.encoding, completed((place) => points.columns.reward[place]));
    if (effects === null) throw new Error('too few candidates');
    for (const { path: decision, choices } of effects.decisions) {
      const shown = await dataOf(`[data-path="${decision}"] tr`, 'effect');
      expect(shown.map((text) => (text === '' ? null : Number(text)))).toEqual(choices.map(({ effect }) => effect));
    }
    const shares = (await dataOf('[data-testid=importance] li', 'share')).map(Number);
    expect(shares.at(-1)).toBeCloseTo(effects.unexplained, 3);
    expect(shares.slice(0, -2)).toEqual(shares.slice(0, -2).toSorted((a, b) => b - a));
  }, LIMIT);

  it('are told of another figure, which a reload keeps', async () => {
    await page.getByLabel('Figure').selectOption('accuracy');
    expect(new URL(page.url()).searchParams.get('figure')).toBe('accuracy');
    await page.reload();
    await page.getByText('points of accuracy').waitFor();
    const effects = effectsOf(points.decisions as unknown as readonly Decision[], points.columns.encoding, completed((place) => (points.columns.accuracy[place] ?? Number.NaN) * 100));
    const [first] = effects?.decisions ?? [];
    const shown = await page.locator(`[data-path="${first?.path}"] tr`).first().getAttribute('data-effect');
    expect(Number(shown)).toBeCloseTo(first?.choices[0]?.effect ?? Number.NaN, 9);
  }, LIMIT);

  it('choose candidates by what is drawn along an axis, and say so in the address', async () => {
    const chart = page.locator('[data-testid=parallel][data-drawn=true]');
    await chart.scrollIntoViewIfNeeded();
    expect(Number(await chart.getAttribute('data-points'))).toBe(completed((place) => points.columns.reward[place]).filter(isFinite).length);
    const box = await chart.boundingBox();
    if (box === null) throw new Error('the chart is not on the page');
    // The reward's axis is the last, 60 px from the right; its upper half.
    const x = box.x + box.width - 60;
    await page.mouse.move(x, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(x, box.y + 120, { steps: 5 });
    await page.mouse.move(x, box.y + 200, { steps: 5 });
    await page.mouse.up();
    const status = page.getByTestId('parallel-chosen');
    await status.waitFor();
    const [, from, to] = /^reward:([\d.]+)~([\d.]+)$/.exec(new URL(page.url()).searchParams.get('axes') ?? '') ?? [];
    const chosen = completed((place) => points.columns.reward[place]).filter((reward) => reward >= Number(from) && reward <= Number(to)).length;
    expect(chosen).toBeGreaterThan(0);
    await page.reload();
    await status.waitFor();
    expect(await status.textContent()).toMatch(new RegExp(`^${chosen} of the \\d+ drawn are chosen`));
    await page.getByRole('link', { name: /^Compare the best/ }).click();
    await page.getByTestId('compared').nth(1).waitFor();
  }, LIMIT);

  it('report no errors', () => {
    expect(dashboard.problems).toEqual([]);
  });
});
