import type { Browser, Page } from 'playwright-core';
import { inPage, memoryOf, VIEWPORT, type Memory } from './browser.js';
import { PAGE_SCRIPT } from './page-script.js';
import { rounded, spreadOf, type Spread } from './statistics.js';

export interface PageFigures {
  readonly candidates: number;
  /** From the start of the navigation until heading, table and scatter stand there; browser and connections are warm, its cache is not. */
  readonly usableMs: Spread;
  /** From the option set until the chart says that it has finished; null for a build that does not mark it. */
  readonly scatterMs: Spread | null;
  readonly longestTaskMs: number;
  readonly sortMs: Spread;
  readonly pageMs: Spread;
  /** After the last load and all interactions with the table. */
  readonly memory: Memory;
}

/** Headers that are clicked in turn, so that every click sorts by something else. */
const HEADERS = ['Accuracy', 'Step', 'Params', 'Reward'] as const;

export async function open(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.addInitScript(PAGE_SCRIPT);
  await page.goto(address, { waitUntil: 'commit' });
  return page;
}

export async function measurePage(browser: Browser, address: string, counts: { readonly candidates: number; readonly loads: number; readonly interactions: number }): Promise<PageFigures> {
  const usable: number[] = [];
  const scatter: number[] = [];
  let longestTaskMs = 0;
  let memory: Memory = { heapMB: NaN, residentMB: null };
  let table = { sort: [NaN], page: [NaN] };
  // The first load warms the server's and PostgreSQL's caches.
  for (let load = 0; load <= counts.loads; load++) {
    const page = await open(browser, address);
    const { usableMs, scatterMs } = await untilUsable(page);
    if (load > 0) {
      usable.push(usableMs);
      if (scatterMs !== null) scatter.push(scatterMs);
      longestTaskMs = Math.max(longestTaskMs, (await inPage<{ longestTaskMs: number }>(page, 'smoothness()')).longestTaskMs);
    }
    if (load === counts.loads) {
      table = await useTable(page, counts.interactions);
      memory = await memoryOf(browser, await page.context().newCDPSession(page));
    }
    await page.context().close();
  }
  return {
    candidates: counts.candidates, usableMs: spreadOf(usable), scatterMs: scatter.length === 0 ? null : spreadOf(scatter), longestTaskMs: rounded(longestTaskMs),
    sortMs: spreadOf(table.sort), pageMs: spreadOf(table.page), memory,
  };
}

export async function untilUsable(page: Page): Promise<{ readonly usableMs: number; readonly scatterMs: number | null }> {
  await page.waitForFunction('globalThis.strideBench?.usable !== null', undefined, { timeout: 60_000 });
  const usableMs = await inPage<number>(page, 'usable');
  await page.waitForFunction('globalThis.strideBench.scatterMs() !== null', undefined, { timeout: 60_000 });
  const scatterMs = await inPage<number | undefined>(page, 'scatterMs()');
  return { usableMs, scatterMs: scatterMs ?? null };
}

async function useTable(page: Page, interactions: number): Promise<{ readonly sort: number[]; readonly page: number[] }> {
  const sort: number[] = [];
  const paged: number[] = [];
  for (let turn = 0; turn < interactions; turn++) sort.push(await inPage(page, `click('th button', ${JSON.stringify(HEADERS[turn % HEADERS.length])})`));
  for (let turn = 0; turn < interactions; turn++) {
    // Mostly forward, to pages that nobody has seen yet; back where a short list ends.
    const isForward = turn % 4 !== 3 && await inPage<boolean>(page, "canClick('footer button', 'Next')");
    paged.push(await inPage(page, `click('footer button', '${isForward ? 'Next' : 'Previous'}')`));
  }
  return { sort, page: paged };
}
