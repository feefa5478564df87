/** A real browser on the real service during a real search. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchPage, TrainingDetail, TrainingList, Winner } from '@stride/contracts';
import { launchBrowser } from '../support/browser.js';
import { Stack } from '../support/stack.js';

const LIMIT = 240_000;
/** Of a full training: enough to see it grow. */
const EPOCHS = 4;

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

  /** What a person gets who opens the menu and chooses that format. */
  async function exported(menu: string, format: string): Promise<Buffer> {
    await page.getByTestId(menu).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'), page.getByTestId(`menu-item-${format}`).locator('visible=true').click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

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
    const winner = JSON.parse(String(await exported('export-button', 'json'))) as Winner;
    expect(winner.provenance.spaceName).toBe('fashion-mnist');
    expect(winner.measurement.stepTimeMs.n).toBeGreaterThanOrEqual(20);
  }, LIMIT);

  it('trains the best in full: the curve grows without a reload, and the accuracy on the test images appears', async () => {
    await page.getByTestId('export-button').click();
    expect(await page.getByTestId('menu-item-onnx').locator('visible=true').getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Escape');

    await page.getByTestId('trainings').getByRole('button', { name: 'Train the best' }).click();
    await page.getByLabel('How many of the best').fill('1');
    await page.getByLabel('Epochs').fill(String(EPOCHS));
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByTestId('training-row').click();
    const curve = page.locator('[data-testid=training][data-status=running] [data-testid=training-curve]:not([data-points="0"])');
    await curve.waitFor();
    expect(Number(await curve.getAttribute('data-points'))).toBeLessThan(EPOCHS);
    expect(await page.getByTestId('test-accuracy').count()).toBe(0);

    await page.getByTestId('test-accuracy').waitFor();
    await page.locator(`[data-testid=training-curve][data-points="${EPOCHS}"]`).waitFor();
    expect(await page.getByTestId('test-accuracy').textContent()).toMatch(/^\d+\.\d\d %$/);
    expect(await page.getByTestId('full-training').textContent()).toContain('on 500 images that took part in nothing before');
    expect(await page.evaluate(() => (globalThis as Record<string, unknown>)['sameDocument'])).toBe(true);
    expect((await exported('export-candidate', 'onnx')).includes('Stride')).toBe(true);
  }, LIMIT);

  it('cancels a training once it is sure', async () => {
    const { items: [search] } = await stack.get<SearchPage>('/v1/searches');
    const task = { epochs: 1000, trainSamples: 320, validationSamples: 64 };
    const { items: [training] } = await stack.post<TrainingList>(`/v1/searches/${search?.id}/train`, { top: 1, task });
    const running = page.locator('[data-testid=training][data-status=running]');
    await running.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect((await stack.get<TrainingDetail>(`/v1/trainings/${training?.id}`)).status).toBe('running');
    await running.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Cancel the training' }).click();
    await page.locator('[data-testid=training-row][data-status=cancelled]').waitFor();
    expect((await stack.get<TrainingDetail>(`/v1/trainings/${training?.id}`)).status).toBe('cancelled');
    expect(await running.count()).toBe(0);
  }, LIMIT);

  it('lists the search with its progress', async () => {
    await page.goto(stack.url);
    await page.getByTestId('search-row').first().waitFor();
    expect(await page.getByTestId('search-row').count()).toBe(1);
  }, LIMIT);

  it('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const { items: [search] } = await stack.get<SearchPage>('/v1/searches');
    const searchAddress = `${stack.url}/searches/${search?.id}`;
    const pages = [
      [stack.url, 'search-row'], [searchAddress, 'training-row'], [`${searchAddress}/candidates/${search?.bestCandidateId}`, 'test-accuracy'],
    ] as const;
    for (const [address, shown] of pages) {
      await page.goto(address);
      await page.getByTestId(shown).first().waitFor();
      const { content, view } = await page.evaluate(() => {
        interface Box { readonly scrollWidth: number; readonly clientWidth: number }
        const { document } = globalThis as unknown as { document: { readonly documentElement: Box; querySelector(selector: string): Box | null } };
        const box = document.querySelector('aside') ?? document.documentElement;
        return { content: box.scrollWidth, view: box.clientWidth };
      });
      expect(content).toBeLessThanOrEqual(view);
    }
  }, LIMIT);

  it('asks nobody else for anything and reports no errors', () => {
    expect(elsewhere).toEqual([]);
    expect(errors).toEqual([]);
  });
});
