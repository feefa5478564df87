/** A real browser on the real service during a real search. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Winner } from '@stride/contracts';
import { launchBrowser } from '../support/browser.js';
import { Stack } from '../support/stack.js';

const LIMIT = 240_000;

describe('the dashboard', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  const elsewhere: string[] = [];

  beforeAll(async () => {
    stack = await Stack.start();
    await stack.run('controller', 'controller');
    await stack.run('worker', 'worker-1');
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    page.setDefaultTimeout(LIMIT);
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
    page.on('request', (request) => { if (!request.url().startsWith(stack.url) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url()); });
  }, LIMIT);
  afterAll(async () => {
    await browser.close();
    await stack.stop();
  }, LIMIT);

  it('shows a candidate appear without a reload', async () => {
    const { id } = await stack.submit({ budget: { candidates: 4 }, concurrency: 1 });
    await page.goto(`${stack.url}/searches/${id}`);
    await page.evaluate(() => { (globalThis as Record<string, unknown>)['sameDocument'] = true; });
    await page.getByTestId('candidate-row').first().waitFor();
    const before = await page.locator('[data-testid=candidate-row][data-status=completed]').count();
    await page.locator('[data-testid=candidate-row][data-number="2"][data-status=completed]').waitFor();
    expect(await page.locator('[data-testid=candidate-row][data-status=completed]').count()).toBeGreaterThan(before);
    expect(await page.evaluate(() => (globalThis as Record<string, unknown>)['sameDocument'])).toBe(true);
    expect(await page.getByTestId('scatter').isVisible()).toBe(true);
    expect(await page.getByTestId('best-over-time').isVisible()).toBe(true);
    await stack.untilEnded(id);
  }, LIMIT);

  it('draws a candidate, its learning curve, and exports the winner', async () => {
    await page.locator('[data-testid=candidate-row][data-number="1"]').click();
    await page.getByTestId('stage-diagram').waitFor();
    await page.getByTestId('learning-curve').waitFor();
    expect(page.url()).toContain('/candidates/');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('export-button').click()]);
    const stream = await download.createReadStream();
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    const winner = JSON.parse(text) as Winner;
    expect(winner.provenance.spaceName).toBe('fashion-mnist');
    expect(winner.measurement.stepTimeMs.n).toBeGreaterThanOrEqual(20);
  }, LIMIT);

  it('lists the search with its progress', async () => {
    await page.goto(stack.url);
    await page.getByTestId('search-row').first().waitFor();
    expect(await page.getByTestId('search-row').count()).toBe(1);
  }, LIMIT);

  it('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const address of [stack.url, `${stack.url}/searches/${(await stack.get<{ items: { id: string }[] }>('/v1/searches')).items[0]?.id}`]) {
      await page.goto(address);
      await page.getByTestId(address === stack.url ? 'search-row' : 'candidate-row').first().waitFor();
      const { content, view } = await page.evaluate(() => {
        const root = (globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }).document.documentElement;
        return { content: root.scrollWidth, view: root.clientWidth };
      });
      expect(content).toBeLessThanOrEqual(view);
    }
  }, LIMIT);

  it('asks nobody else for anything and reports no errors', () => {
    expect(elsewhere).toEqual([]);
    expect(errors).toEqual([]);
  });
});
