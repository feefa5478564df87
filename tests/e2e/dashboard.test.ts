/** A real browser on the real service during a real search. */
import { Ajv2020 } from 'ajv/dist/2020.js';
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
    // The browser complains of a refusal that the form asked for.
    page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('status of 4')) errors.push(message.text()); });
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

  it('submits a search by its form, which says what is wrong while it is being filled in', async () => {
    await page.goto(`${stack.url}/new`);
    await page.locator('[data-testid=plan-card][data-state=ready]').waitFor();
    expect(await page.getByTestId('plan-size').textContent()).toBe('8,704');
    await page.getByLabel('Candidates', { exact: true }).fill('0');
    await page.locator('[data-testid=plan-card][data-state=refused]').waitFor();
    expect(await page.getByLabel('Candidates', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('button', { name: 'Start search' }).isDisabled()).toBe(true);
    await page.getByLabel('Candidates', { exact: true }).fill('5');
    await page.getByLabel('Dataset').selectOption('synthetic');
    await page.getByLabel('Name').fill('by the form');
    await page.getByLabel('At once').fill('1');
    await page.getByText('Training of each candidate').click();
    for (const [label, value] of [['Training images', '256'], ['Validation images', '64'], ['Batch size', '16']] as const) await page.getByLabel(label).fill(value);
    // Everything stands in the address, so that a reload loses nothing.
    await page.reload();
    await page.locator('[data-testid=plan-card][data-state=ready]').waitFor();
    expect(await page.getByLabel('Training images').inputValue()).toBe('256');
    expect(await page.getByTestId('command').textContent()).toContain('"dataset":"synthetic"');
    await page.getByLabel('Name').press('Enter');
    await page.getByRole('heading', { name: 'by the form' }).waitFor();
  }, LIMIT);

  it('shows a candidate appear without a reload', async () => {
    await page.evaluate(() => { (globalThis as Record<string, unknown>)['sameDocument'] = true; });
    await page.getByTestId('candidate-row').first().waitFor();
    const before = await page.locator('[data-testid=candidate-row][data-status=completed]').count();
    await page.locator('[data-testid=candidate-row][data-number="2"][data-status=completed]').waitFor();
    expect(await page.locator('[data-testid=candidate-row][data-status=completed]').count()).toBeGreaterThan(before);
    expect(await page.getByTestId('scatter').isVisible()).toBe(true);
    expect(await page.getByTestId('best-over-time').isVisible()).toBe(true);
  }, LIMIT);

  it('has views of the running search that follow it, and of the worker that is at it', async () => {
    for (const [tab, shown] of [['curves', '[data-testid=curves]:not([data-points="0"])'], ['timeline', '[data-testid=timeline]:not([data-points="0"])'], ['log', '[data-testid=log-line]']] as const) {
      await page.getByTestId(`tab-${tab}`).click();
      await page.locator(shown).first().waitFor();
    }
    expect(await page.getByTestId('log-line').filter({ hasText: 'Submitted: 5 candidates' }).count()).toBe(1);
    await page.getByTestId('tab-overview').click();
    expect(await page.evaluate(() => (globalThis as Record<string, unknown>)['sameDocument'])).toBe(true);
    const { items: [search] } = await stack.get<SearchPage>('/v1/searches');
    await stack.untilEnded(String(search?.id));
    await page.getByTestId('candidate-row').nth(4).waitFor();
    const other = await browser.newPage();
    await other.goto(`${stack.url}/workers`);
    await other.locator('[data-testid=worker-card][data-state=idle]').filter({ hasText: 'an hour' }).waitFor();
    await other.locator('[data-testid=calibrations]:not([data-points="0"])').waitFor();
    await other.close();
  }, LIMIT);

  it('shows the columns and the candidates that are asked for, and says so in the address', async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Worker' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Worker' }).waitFor();
    await page.getByLabel('Show candidates of status').selectOption('failed');
    await page.getByText('No candidate is like that.').waitFor();
    await page.reload();
    await page.getByText('No candidate is like that.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByTestId('candidate-row').nth(4).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Worker' }).count()).toBe(1);
    await page.evaluate(() => { (globalThis as Record<string, unknown>)['sameDocument'] = true; });
  }, LIMIT);

  it('compares candidates side by side', async () => {
    await page.getByLabel('Compare candidate 1', { exact: true }).check();
    await page.getByLabel('Compare candidate 3', { exact: true }).check();
    await page.getByRole('button', { name: 'Compare 2' }).click();
    await page.getByTestId('compared').nth(1).waitFor();
    expect(new URL(page.url()).searchParams.get('with')).toBe('1,3');
    await page.getByLabel('Number of a candidate to compare').fill('0');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByTestId('compared').filter({ hasText: 'Reference' }).waitFor();
    await page.locator('[data-testid=compare-curves]:not([data-points="0"])').waitFor();
    await page.getByTestId('tab-overview').click();
    await page.getByTestId('candidate-row').first().waitFor();
  }, LIMIT);

  it('is used by the keyboard alone', async () => {
    await page.getByTestId('tab-overview').focus();
    const reached: string[] = [];
    // Until the first candidate of the table has the focus; by then every control before it had it once.
    while (!(await page.evaluate('document.activeElement.closest("[data-testid=candidate-row]") !== null && document.activeElement.tagName === "A"'))) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent') as string);
      if (reached.length > 150) throw new Error(`no candidate was reached: ${reached.slice(-20).join(' | ')}`);
    }
    await page.keyboard.press('Enter');
    await page.getByTestId('candidate-panel').waitFor();
    await page.getByTestId('stage-table').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('panel-title');
    await page.keyboard.press('Escape');
    await page.getByTestId('candidate-panel').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.closest("[data-testid=candidate-row]") !== null')).toBe(true);
  }, LIMIT);

  it('draws a candidate, its learning curve, and exports the winner', async () => {
    await page.locator('[data-testid=candidate-row][data-number="1"]').click();
    await page.getByTestId('stage-diagram').waitFor();
    await page.getByTestId('learning-curve').waitFor();
    expect(page.url()).toContain('/candidates/');
    await page.getByTestId('step-distribution').waitFor();
    const winner = JSON.parse(String(await exported('export-button', 'json'))) as Winner;
    expect(winner.provenance.spaceName).toBe('fashion-mnist');
    const isArchitecture = new Ajv2020({ strict: false }).compile(await stack.get<object>('/schemas/architecture.v1.json'));
    expect(isArchitecture(winner.architecture), JSON.stringify(isArchitecture.errors)).toBe(true);
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
