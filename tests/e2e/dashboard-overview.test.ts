/** The overview of a search in a real browser: the scatter, its progress, and other weights for what it measured. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidatePage, Rescoring, SearchDetail, SearchPoints } from '@stride/contracts';
import { Dashboard, overflowing, PHONE, screenshot, violations } from '../support/dashboard.js';

const LIMIT = 240_000;
const CANDIDATES = 400;
const SIZE = { width: 1440, height: 1000 };

describe('the overview of a search', () => {
  let dashboard: Dashboard;
  let page: Page;
  let search: SearchDetail;
  let columns: SearchPoints['columns'];
  /** Step time by that of the reference on the same class of device; NaN where there is none. */
  let ratios: readonly number[];
  let completed: readonly number[];
  let leader: number;
  let address: string;

  beforeAll(async () => {
    dashboard = await Dashboard.start();
    const { searchId } = await dashboard.seed({ candidates: CANDIDATES });
    address = `/searches/${searchId}`;
    search = await dashboard.stack.search(searchId);
    const points = await dashboard.stack.get<SearchPoints>(`/v1/searches/${searchId}/points`);
    ({ columns } = points);
    const s0 = points.deviceClasses.map((name) => search.referenceStepTimes.find(({ deviceClass }) => deviceClass === name)?.stepTimeMs.median ?? NaN);
    ratios = columns.stepTimeMs.map((ms, place) => (ms ?? NaN) / (s0[columns.deviceClass[place] ?? -1] ?? NaN));
    completed = [...columns.id.keys()].filter((place) => columns.status[place] === 'completed');
    leader = columns.id.indexOf(search.bestCandidateId ?? '');
    page = await dashboard.open(address, { size: SIZE });
    page.setDefaultTimeout(LIMIT);
  }, LIMIT);
  afterAll(async () => { await dashboard.stop(); }, LIMIT);

  const param = (name: string) => new URL(page.url()).searchParams.get(name);
  const drawn = (count: number) => page.locator(`[data-testid=scatter][data-points="${count}"][data-drawn=true]`);
  async function open(query = ''): Promise<void> {
    await page.goto(new URL(`${address}${query}`, dashboard.stack.url).href);
    await drawn(completed.length).waitFor();
  }

  /** Places of completed candidates within a rectangle, counted from what the API tells. */
  function within(x: readonly (number | null)[], y: readonly (number | null)[], brush: string | null): number[] {
    const [left = NaN, right = NaN, bottom = NaN, top = NaN] = (brush ?? '').split('~').map(Number);
    const inside = (value: number | null | undefined, from: number, to: number) => value != null && value >= from && value <= to;
    return completed.filter((place) => inside(x[place], left, right) && inside(y[place], bottom, top));
  }

  /** Draws a rectangle with the mouse between shares of the picture; returns its corners in pixels. */
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
    return { start, end };
  }

  it('says what the search came to', async () => {
    await open();
    const text = await page.getByTestId('headline').textContent() ?? '';
    expect(text).toContain(`#${columns.number[leader]}`);
    expect(text).toContain(`${((columns.accuracy[leader] ?? 0) * 100).toFixed(2)} %`);
    expect(text).toContain(`${ratios[leader]?.toFixed(2)}× the reference's`);
    expect(text).toContain(`expected ${search.bestEstimate?.toFixed(4)}`);
    expect(text).toContain('simulated');
  }, LIMIT);

  it('never mixes the milliseconds of different classes of device', async () => {
    await open();
    const horizontal = page.getByLabel('Horizontal', { exact: true });
    expect(await horizontal.inputValue()).toBe('stepTimeRatio');
    await horizontal.selectOption('stepTimeMs');
    const shown = await page.getByTestId('scatter-device').inputValue();
    const ofClass = search.referenceStepTimes.map(({ deviceClass }) => deviceClass);
    expect(ofClass).toContain(shown);
    const { deviceClasses } = await dashboard.stack.get<SearchPoints>(`/v1${address}/points`);
    await drawn(completed.filter((place) => deviceClasses[columns.deviceClass[place] ?? -1] === shown).length).waitFor();
    await horizontal.selectOption('stepTimeRatio');
    await drawn(completed.length).waitFor();
  }, LIMIT);

  it('puts other figures on its axes, and keeps them in the address', async () => {
    await open();
    await page.getByLabel('Horizontal', { exact: true }).selectOption('params');
    await page.getByLabel('Horizontal axis: logarithmic scale').check();
    await page.getByLabel('Vertical', { exact: true }).selectOption('reward');
    expect([param('x'), param('y'), param('log')]).toEqual(['params', 'reward', 'x']);
    expect(await page.getByTestId('scatter').getAttribute('aria-label')).toContain(`Reward against trainable parameters of ${completed.length} candidates`);
    await page.reload();
    await drawn(completed.length).waitFor();
    expect(await page.getByLabel('Horizontal', { exact: true }).inputValue()).toBe('params');
    expect(await page.getByLabel('Vertical', { exact: true }).inputValue()).toBe('reward');
    expect(await page.getByLabel('Horizontal axis: logarithmic scale').isChecked()).toBe(true);
  }, LIMIT);

  it('chooses by a rectangle what lies within it', async () => {
    await open();
    await drag([0.3, 0.1], [0.7, 0.7]);
    const chosen = within(ratios, columns.accuracy, param('brush'));
    expect(chosen.length).toBeGreaterThan(10);
    expect(chosen.length).toBeLessThan(completed.length);
    expect(await page.getByTestId('brushed').textContent()).toBe(`${chosen.length} chosen`);
    await page.reload();
    await page.getByTestId('brushed').waitFor();
    expect(await page.getByTestId('brushed').textContent()).toBe(`${chosen.length} chosen`);
    await page.getByTestId('clear-brush').click();
    expect(param('brush')).toBeNull();
  }, LIMIT);

  it('shows in the table what was chosen', async () => {
    await open('?x=params');
    await drag([0.3, 0.1], [0.7, 0.7]);
    const chosen = within(columns.params, columns.accuracy, param('brush'));
    await page.getByRole('link', { name: 'Show in the table' }).click();
    const filters = new URLSearchParams(['paramsMin', 'paramsMax', 'accuracyMin', 'accuracyMax'].map((name): [string, string] => [name, param(name) ?? '']));
    const { total } = await dashboard.stack.get<CandidatePage>(`/v1${address}/candidates?${filters}`);
    expect(total).toBe(chosen.length);
    await page.locator('[data-testid=candidates-total]', { hasText: new RegExp(`^${total}$`) }).waitFor();
  }, LIMIT);

  it('opens the candidate that is clicked, and compares a few', async () => {
    await open();
    const { start, end } = await drag([0.2, 0.2], [0.8, 0.8]);
    const [left = NaN, right = NaN, bottom = NaN, top = NaN] = (param('brush') ?? '').split('~').map(Number);
    await page.getByTestId('clear-brush').click();
    await page.mouse.click(
      start.x + (((ratios[leader] ?? NaN) - left) / (right - left)) * (end.x - start.x),
      start.y + (((columns.accuracy[leader] ?? NaN) - top) / (bottom - top)) * (end.y - start.y));
    await page.waitForURL(`**/candidates/${search.bestCandidateId}*`);

    const [first = NaN, , third = NaN] = completed.map((place) => ratios[place] ?? NaN).sort((a, b) => a - b);
    await open(`?brush=${first - 1e-4}~${third + 1e-4}~0~1`);
    const few = within(ratios, columns.accuracy, param('brush')).map((place) => columns.number[place]);
    expect(await page.getByTestId('brushed').textContent()).toBe(`${few.length} chosen`);
    await page.getByTestId('compare-brushed').click();
    await page.waitForURL((url) => url.pathname.endsWith('/compare') && url.searchParams.get('with') === few.join(','));
  }, LIMIT);

  it('shows how rewards and hypervolume grew, by candidate or by time', async () => {
    await open();
    await page.locator(`[data-testid=best-over-time][data-points="${completed.length}"][data-drawn=true]`).waitFor();
    await page.locator('[data-testid=hypervolume][data-drawn=true]:not([data-points="0"])').waitFor();
    const byTime = page.getByRole('button', { name: 'by time' });
    await byTime.click();
    expect(param('over')).toBe('time');
    expect(await byTime.getAttribute('aria-pressed')).toBe('true');
  }, LIMIT);

  it('ranks by other weights as the service does, and keeps them in the address', async () => {
    await open();
    await page.getByLabel('Weight of step time, w', { exact: true }).fill('0.4');
    await page.getByLabel('Weight of parameters, v, as a number').fill('0');
    const expected = await dashboard.stack.post<Rescoring>(`/v1${address}/rescore`, { objective: { w: -0.4, v: 0 }, top: 10 });
    expect(expected.winner?.id).not.toBe(search.bestCandidateId);
    const winner = page.locator('[data-testid=what-if-winner]', { hasText: `#${expected.winner?.number}` });
    await winner.waitFor();
    const shown = await page.getByTestId('what-if-row').evaluateAll((rows) => rows.map((row) => (row as unknown as { dataset: Record<string, string> }).dataset['number']));
    expect(shown).toEqual(expected.items.map(({ number }) => String(number)));
    expect(await page.getByTestId('what-if-highest').textContent()).toContain(`#${expected.items[0]?.number}`);
    expect(await page.getByTestId('what-if').textContent()).toContain('Doubling the step time costs 24.2 % of the reward.');
    await page.waitForURL((url) => url.searchParams.get('w') === '-0.4' && url.searchParams.get('v') === '0');

    await page.reload();
    await winner.waitFor();
    expect(await page.getByLabel('Weight of step time, w, as a number').inputValue()).toBe('-0.4');
    await page.getByText('The same on a command line').click();
    expect(await page.getByTestId('what-if').textContent()).toContain(`stride rescore ${search.id} --w -0.4 --v 0`);
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('w') === null);
    await page.locator('[data-testid=what-if-winner]', { hasText: `#${columns.number[leader]}` }).waitFor();
  }, LIMIT);

  it('lets the keyboard reach and move a slider', async () => {
    await open();
    const slider = page.getByLabel('Weight of step time, w', { exact: true });
    const id = await slider.getAttribute('id');
    const focused = () => page.evaluate('document.activeElement.id');
    await page.getByLabel('Horizontal', { exact: true }).focus();
    for (let presses = 0; presses < 40 && await focused() !== id; presses++) await page.keyboard.press('Tab');
    expect(await focused()).toBe(id);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => url.searchParams.get('w') === '-0.075');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL((url) => url.searchParams.get('w') === null);
  }, LIMIT);

  it('breaks no rule of accessibility, light or dark', async () => {
    await open('?w=-0.2&brush=0.4~1~0.82~0.88');
    await page.getByText('The same on a command line').click();
    await page.getByTestId('scatter').scrollIntoViewIfNeeded();
    await screenshot(page, 'overview-what-if', { wholePage: false });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }, LIMIT);

  it('fits a phone without scrolling sideways', async () => {
    const phone = await dashboard.open(`${address}?w=-0.2`, { size: PHONE, touch: true });
    await phone.getByTestId('what-if-row').first().waitFor();
    await phone.locator('[data-testid=hypervolume]:not([data-points="0"])').waitFor();
    expect(await overflowing(phone)).toEqual([]);
    await phone.context().close();
  }, LIMIT);

  it('follows a search from before its first result', async () => {
    await dashboard.stack.run('controller', 'controller');
    await dashboard.stack.run('worker', 'worker-1');
    const { id } = await dashboard.stack.submit({ budget: { candidates: 2 }, concurrency: 1 });
    const live = await dashboard.open(`/searches/${id}`);
    live.setDefaultTimeout(LIMIT);
    await live.getByText('Points appear as candidates complete.').waitFor();
    await live.locator('[data-testid=scatter][data-points="2"]').waitFor();
    await live.locator('[data-testid=hypervolume]:not([data-points="0"])').waitFor();
    await dashboard.stack.untilEnded(id);
    const { bestCandidateId } = await dashboard.stack.search(id);
    const { columns: measured } = await dashboard.stack.get<SearchPoints>(`/v1/searches/${id}/points`);
    const best = measured.number[measured.id.indexOf(bestCandidateId ?? '')];
    await live.locator('[data-testid=headline]', { hasText: `#${best}` }).waitFor();
    await live.locator('[data-testid=headline]', { hasText: "× the reference's" }).waitFor();
    await live.getByTestId('what-if-row').nth(1).waitFor();
    await live.getByLabel('Horizontal', { exact: true }).selectOption('stepTimeRatio');
    await live.locator('[data-testid=scatter][data-points="2"]').waitFor();
    await live.context().close();
  }, LIMIT);

  it('reports no errors and asks nobody else for anything', () => {
    expect(dashboard.problems).toEqual([]);
  });
});
