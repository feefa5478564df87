/** What all pages of the dashboard have in common: it recovers by itself, keeps the focus, says what happened, and fits a phone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Dashboard, overflowing, PHONE, screenshot, violations } from '../support/dashboard.js';

const LIMIT = 240_000;
const CANDIDATES = 120;

describe('the pages of the dashboard', () => {
  let dashboard: Dashboard;
  /** Half-way through, simulated. */
  let searchId: string;
  /** Waits for workers. */
  let waitingId: string;
  let addresses: readonly (readonly [name: string, address: string])[];

  beforeAll(async () => {
    dashboard = await Dashboard.start();
    ({ searchId } = await dashboard.seed({ candidates: CANDIDATES, running: true }));
    waitingId = (await dashboard.stack.submit({ name: 'waits for workers', budget: { candidates: CANDIDATES } })).id;
    const search = `/searches/${searchId}`;
    addresses = [
      ['searches', '/'], ['new', '/new'], ['workers', '/workers'], ['overview', search],
      ...['decisions', 'curves', 'timeline', 'log'].map((tab) => [tab, `${search}/${tab}`] as const),
      ['compare', `${search}/compare?with=1,2`],
      ['candidate', `${search}/candidates/${(await dashboard.stack.search(searchId)).bestCandidateId}`],
    ];
  }, LIMIT);
  afterAll(() => dashboard?.stop(), LIMIT);

  /** When its heading stands there and it says that it loads nothing more. */
  async function settled(page: Page): Promise<void> {
    await page.locator('main h1').waitFor();
    await page.waitForFunction('document.querySelector("main [aria-busy=true]") === null && document.querySelectorAll("[data-drawn=false]").length === 0');
  }
  const focused = (page: Page) => page.evaluate('document.activeElement.tagName + ": " + document.activeElement.textContent') as Promise<string>;

  it('have a title and a heading, break no rule of accessibility, and fit a phone', async () => {
    for (const [name, address] of addresses) {
      const page = await dashboard.open(address);
      await settled(page);
      expect(await page.title()).toMatch(/.+ · Stride$/);
      expect(await page.locator('h1').count()).toBe(1);
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme });
        expect({ name, theme, violations: await violations(page) }).toEqual({ name, theme, violations: [] });
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await screenshot(page, name);
      await page.setViewportSize(PHONE);
      expect({ name, overflowing: await overflowing(page) }).toEqual({ name, overflowing: [] });
      await screenshot(page, `${name}-phone`);
      await page.context().close();
    }
  }, LIMIT);

  it('let the keyboard skip the head, and put the focus on the heading of the page that one goes to', async () => {
    const page = await dashboard.open('/');
    await settled(page);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain('Skip to the content');
    await page.getByRole('link', { name: 'Workers', exact: true }).press('Enter');
    await page.waitForFunction('document.activeElement.tagName === "H1"');
    expect(await focused(page)).toBe('H1: Workers');
    await page.getByRole('link', { name: 'Searches', exact: true }).press('Enter');
    await page.waitForFunction('document.activeElement.textContent === "Searches" && document.activeElement.tagName === "H1"');
    await page.context().close();
  }, LIMIT);

  it('keep the stream and the focus when another view of the search is chosen', async () => {
    const page = await dashboard.open(`/searches/${searchId}`);
    const streams: string[] = [];
    await settled(page);
    page.on('request', (request) => request.url().endsWith('/events') && streams.push(request.url()));
    await page.getByTestId('tab-log').press('Enter');
    await page.locator('[data-testid=tab-log][aria-current=page]').waitFor();
    expect(await focused(page)).toBe('A: Log');
    await page.getByTestId('tab-overview').press('Enter');
    await page.locator('[data-testid=scatter][data-drawn=true]').waitFor();
    expect(streams).toEqual([]);
    await page.waitForFunction('performance.getEntriesByName("stride:usable").length === 1');
    await page.context().close();
  }, LIMIT);

  it('ask before a search is paused and resumed, and say what came of it', async () => {
    const page = await dashboard.open(`/searches/${waitingId}`);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await screenshot(page, 'pause', { wholePage: false });
    await page.getByRole('button', { name: 'Keep it running' }).click();
    expect((await dashboard.stack.search(waitingId)).status).toBe('pending');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('button', { name: 'Pause the search' }).click();
    await page.getByText(/^Search paused\. Nothing is in training\.$/).waitFor();
    expect((await dashboard.stack.search(waitingId)).status).toBe('paused');
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByRole('button', { name: 'Resume the search' }).click();
    await page.getByText(/^Search resumed\. \d+ candidates of its budget to go\.$/).waitFor();
    expect((await dashboard.stack.search(waitingId)).status).not.toBe('paused');
    await page.context().close();
  }, LIMIT);

  it('recover by themselves when the API comes back, with what happened meanwhile', async () => {
    const page = await dashboard.open(`/searches/${waitingId}`);
    await page.locator('[data-testid=connection][data-state=live]').waitFor();
    await settled(page);
    await page.evaluate(() => { (globalThis as Record<string, unknown>)['sameDocument'] = true; });
    await dashboard.killApi();
    await page.locator('[data-testid=connection][data-state=reconnecting]').waitFor();
    await page.getByText(/^Offline since \d\d:\d\d$/).waitFor();
    await screenshot(page, 'offline', { wholePage: false });
    expect(await page.locator('main h1').textContent()).toBe('waits for workers');
    await dashboard.startApi();
    await page.locator('[data-testid=connection][data-state=live]').waitFor();
    await dashboard.stack.post(`/v1/searches/${waitingId}/extend`, { candidates: 5 });
    await page.getByText(`of ${CANDIDATES + 5} candidates`).waitFor();
    expect(await page.evaluate(() => (globalThis as Record<string, unknown>)['sameDocument'])).toBe(true);
    await page.context().close();
  }, LIMIT);

  it('open as soon as the API is there, when nobody answered at first', async () => {
    const page = await dashboard.open('/');
    await settled(page);
    await dashboard.killApi();
    await page.getByTestId('search-row').getByRole('link', { name: 'simulated' }).click();
    await page.getByRole('heading', { name: 'This search cannot be shown' }).waitFor();
    await dashboard.startApi();
    await page.locator('[data-testid=scatter][data-drawn=true]').waitFor();
    await page.context().close();
  }, LIMIT);

  it('report no errors, and ask nobody else for anything', () => {
    expect(dashboard.problems).toEqual([]);
  });
});
