/** The overview of a search in a real browser: the scatter, its progress, and other weights for what it measured. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidatePage, Rescoring, SearchDetail, SearchPoints } from '@stride/contracts';
import { createDatabase, type Database } from '@stride/storage';
import { launchBrowser } from '../support/browser.js';
import { REFERENCE, seedMeasuredSearch } from '../support/measured-search.js';
import { Stack } from '../support/stack.js';

const LIMIT = 240_000;
const COMPLETED = 300, PRUNED = 40;
describe('the overview of a search', () => {
  let stack: Stack;
  let db: Database;
  let browser: Browser;
  let page: Page;
  let search: SearchDetail;
  let points: SearchPoints;
  let address: string;
  const errors: string[] = [];

  beforeAll(async () => {
    stack = await Stack.start();
    db = createDatabase(stack.databaseUrl);
    const { id } = await stack.submit({ space: 'fashion-mnist', budget: { candidates: COMPLETED + PRUNED }, objective: { w: -0.07, v: -0.05 } });
    await seedMeasuredSearch(db, await stack.search(id), { completed: COMPLETED, pruned: PRUNED });
    search = await stack.search(id);
    points = await stack.get<SearchPoints>(`/v1/searches/${id}/points`);
    address = `${stack.url}/searches/${id}`;
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    page.setDefaultTimeout(LIMIT);
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  }, LIMIT);
  afterAll(async () => {
    await browser?.close();
    await db?.close();
    await stack?.stop();
  }, LIMIT);

  const param = (name: string) => new URL(page.url()).searchParams.get(name);
  const scatterOf = (count: number) => page.locator(`[data-testid=scatter][data-points="${count}"][data-drawn=true]`);
  async function open(query = ''): Promise<void> {
    await page.goto(`${address}${query}`);
    await scatterOf(query.includes('pruned=1') ? COMPLETED + PRUNED : COMPLETED).waitFor();
  }

  /** Places of completed candidates within a rectangle, counted from what the API tells. */
  function within(x: keyof SearchPoints['columns'], y: keyof SearchPoints['columns'], [left, right, bottom, top]: readonly number[]): number[] {
    const at = (name: keyof SearchPoints['columns'], place: number) => points.columns[name][place] as number;
    return [...points.columns.id.keys()].filter((place) => (
      points.columns.status[place] === 'completed'
      && at(x, place) >= (left ?? NaN) && at(x, place) <= (right ?? NaN) && at(y, place) >= (bottom ?? NaN) && at(y, place) <= (top ?? NaN)));
  }

  /** Draws a rectangle between shares of the picture; returns its corners in pixels, and what the address says of it. */
  async function drag(from: readonly [number, number], to: readonly [number, number]) {
    const box = await page.getByTestId('scatter').boundingBox();
    if (box === null) throw new Error('the scatter is not on the page');
    const pixel = ([x, y]: readonly [number, number]) => ({ x: box.x + x * box.width, y: box.y + y * box.height });
    const [start, end] = [pixel(from), pixel(to)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 5 });
    await page.mouse.up();
    await page.getByTestId('brushed').waitFor();
    return { start, end, values: (param('brush') ?? '').split('~').map(Number) };
  }

  it('says what the search came to', async () => {
    await open();
    const headline = page.getByTestId('headline');
    const leader = points.columns.id.indexOf(search.bestCandidateId ?? '');
    const text = await headline.textContent() ?? '';
    expect(text).toContain(`#${points.columns.number[leader]}`);
    expect(text).toContain(`${((points.columns.accuracy[leader] ?? 0) * 100).toFixed(2)} %`);
    expect(text).toContain(`${((points.columns.stepTimeMs[leader] ?? 0) / REFERENCE.stepTimeMs).toFixed(2)}× the reference's`);
    expect(text).toContain(`expected ${search.bestEstimate?.toFixed(4)}`);
    expect(text).toContain('1 h 40 min');
  }, LIMIT);

  it('puts other figures on its axes, and keeps them in the address', async () => {
    await open();
    await page.getByLabel('Horizontal', { exact: true }).selectOption('params');
    await page.getByLabel('Horizontal axis: logarithmic scale').check();
    await page.getByLabel('Vertical', { exact: true }).selectOption('reward');
    expect([param('x'), param('y'), param('log')]).toEqual(['params', 'reward', 'x']);
    expect(await page.getByTestId('scatter').getAttribute('aria-label')).toContain(`Reward against trainable parameters of ${COMPLETED} candidates`);
    await page.getByLabel('pruned', { exact: true }).check();
    await scatterOf(COMPLETED + PRUNED).waitFor();
    await page.reload();
    await scatterOf(COMPLETED + PRUNED).waitFor();
    expect(await page.getByLabel('Horizontal', { exact: true }).inputValue()).toBe('params');
    expect(await page.getByLabel('Vertical', { exact: true }).inputValue()).toBe('reward');
    expect(await page.getByLabel('Horizontal axis: logarithmic scale').isChecked()).toBe(true);
  }, LIMIT);

  it('chooses by a rectangle what lies within it, also for the table', async () => {
    await open();
    const { values } = await drag([0.3, 0.25], [0.6, 0.75]);
    const chosen = within('stepTimeMs', 'accuracy', values);
    expect(chosen.length).toBeGreaterThan(10);
    expect(await page.getByTestId('brushed').textContent()).toBe(`${chosen.length} chosen`);
    await page.reload();
    await page.getByTestId('brushed').waitFor();
    expect(await page.getByTestId('brushed').textContent()).toBe(`${chosen.length} chosen`);

    await page.getByRole('link', { name: 'Show in the table' }).click();
    const filters = new URLSearchParams(['stepTimeMsMin', 'stepTimeMsMax', 'accuracyMin', 'accuracyMax'].map((name): [string, string] => [name, param(name) ?? '']));
    const { total } = await stack.get<CandidatePage>(`/v1/searches/${search.id}/candidates?status=completed&${filters}`);
    expect(total).toBe(chosen.length);
    await page.getByRole('button', { name: 'Clear', exact: true }).first().click();
    expect(param('brush')).toBeNull();
  }, LIMIT);

  it('opens the candidate that is clicked, and compares a few', async () => {
    await open();
    const { start, end, values: [left = NaN, right = NaN, bottom = NaN, top = NaN] } = await drag([0.2, 0.2], [0.8, 0.8]);
    await page.getByRole('button', { name: 'Clear', exact: true }).first().click();
    const leader = points.columns.id.indexOf(search.bestCandidateId ?? '');
    const x = start.x + (((points.columns.stepTimeMs[leader] ?? 0) - left) / (right - left)) * (end.x - start.x);
    const y = start.y + (((points.columns.accuracy[leader] ?? 0) - top) / (bottom - top)) * (end.y - start.y);
    await page.mouse.click(x, y);
    await page.waitForURL(`**/candidates/${search.bestCandidateId}*`);

    const some = points.columns.stepTimeMs.slice(0, COMPLETED).map((ms) => ms ?? 0).sort((a, b) => a - b);
    const few = `${some[0]}~${some[2]}~0~1`;
    await page.goto(`${address}?brush=${few}`);
    await page.getByTestId('brushed').waitFor();
    const numbers = within('stepTimeMs', 'accuracy', few.split('~').map((value) => Number(Number(value).toPrecision(6))));
    const href = await page.getByRole('link', { name: 'Compare', exact: true }).getAttribute('href');
    expect(href).toContain(`/compare?with=${numbers.map((place) => points.columns.number[place]).join(',')}`);
  }, LIMIT);

  it('shows how rewards and hypervolume grew, by candidate or by time', async () => {
    await open();
    await page.locator(`[data-testid=best-over-time][data-points="${COMPLETED}"][data-drawn=true]`).waitFor();
    const volume = page.locator('[data-testid=hypervolume][data-drawn=true]:not([data-points="0"])');
    await volume.waitFor();
    await page.getByRole('button', { name: 'by time' }).click();
    expect(param('over')).toBe('time');
    expect(await page.getByRole('button', { name: 'by time' }).getAttribute('aria-pressed')).toBe('true');
  }, LIMIT);

  it('ranks by other weights as the service does, and keeps them in the address', async () => {
    await open();
    await page.getByLabel('Weight of step time, w', { exact: true }).fill('0.4');
    await page.getByLabel('Weight of parameters, v, as a number').fill('0');
    const expected = await stack.post<Rescoring>(`/v1/searches/${search.id}/rescore`, { objective: { w: -0.4, v: 0 }, top: 10 });
    expect(expected.winner?.id).not.toBe(search.bestCandidateId);
    await page.locator('[data-testid=what-if-winner]', { hasText: `#${expected.winner?.number}` }).waitFor();
    const shown = await page.getByTestId('what-if-row').evaluateAll((rows) => rows.map((row) => Number((row as unknown as { dataset: Record<string, string> }).dataset['number'])));
    expect(shown).toEqual(expected.items.map(({ number }) => number));
    expect(await page.getByTestId('what-if-highest').textContent()).toContain(`#${expected.items[0]?.number}`);
    expect(await page.getByTestId('what-if').textContent()).toContain("Doubling the step time costs 24.2 % of the reward.");
    await page.waitForURL((url) => url.searchParams.get('w') === '-0.4' && url.searchParams.get('v') === '0');

    await page.reload();
    await page.locator('[data-testid=what-if-winner]', { hasText: `#${expected.winner?.number}` }).waitFor();
    expect(await page.getByLabel('Weight of step time, w, as a number').inputValue()).toBe('-0.4');
    await page.getByText('The same on a command line').click();
    expect(await page.getByTestId('what-if').textContent()).toContain(`stride rescore ${search.id} --w -0.4 --v 0`);
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('w') === null);
    const leader = points.columns.number[points.columns.id.indexOf(search.bestCandidateId ?? '')];
    await page.locator('[data-testid=what-if-winner]', { hasText: `#${leader}` }).waitFor();
  }, LIMIT);

  it('lets the keyboard reach and move a slider', async () => {
    await open();
    await page.getByLabel('Horizontal', { exact: true }).focus();
    const focused = () => page.evaluate(() => (globalThis as unknown as { document: { activeElement: { id: string } } }).document.activeElement.id);
    const slider = await page.getByLabel('Weight of step time, w', { exact: true }).getAttribute('id');
    for (let press = 0; press < 40 && await focused() !== slider; press++) await page.keyboard.press('Tab');
    expect(await focused()).toBe(slider);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => url.searchParams.get('w') === '-0.075');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL((url) => url.searchParams.get('w') === null);
  }, LIMIT);

  it('reports no errors', () => {
    expect(errors).toEqual([]);
  });
});
