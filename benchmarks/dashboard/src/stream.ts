import { setTimeout as delay } from 'node:timers/promises';
import { appendEvents, type Database } from '@stride/storage';
import type { Browser, Page } from 'playwright-core';
import { inPage, memoryOf } from './browser.js';
import { open } from './page.js';
import { rounded } from './statistics.js';

export interface StreamFigures {
  readonly eventsPerSecond: number;
  readonly seconds: number;
  readonly longestTaskMs: number;
  readonly longTasks: number;
  readonly framesPerSecond: number;
  readonly longestGapMs: number;
  /** Events that the page did not show yet when the last was stored, and how long it took to. */
  readonly behind: number;
  readonly caughtUpMs: number;
  readonly heapGrowthMB: number;
}

export interface CatchUpFigures {
  readonly missed: number;
  readonly caughtUpMs: number;
  readonly longestTaskMs: number;
}

const PER_SECOND = 100;
const TICK_MS = 100;
const LIMIT_MS = 60_000;

/** Writes numbered lines into the log of a search that is under way, while its log is open. */
export async function measureStream(browser: Browser, address: string, { db, searchId }: Target, seconds: number): Promise<StreamFigures> {
  const page = await openLog(browser, address, { db, searchId });
  const cdp = await page.context().newCDPSession(page);
  const before = await memoryOf(browser, cdp);
  await inPage(page, 'forget()');
  const count = seconds * PER_SECOND;
  await append({ db, searchId }, count, PER_SECOND);
  const behind = count - await inPage<number>(page, 'newestLine()');
  const begin = performance.now();
  await untilShown(page, count);
  const caughtUpMs = performance.now() - begin;
  const smooth = await inPage<Smoothness>(page, 'smoothness()');
  const after = await memoryOf(browser, cdp);
  await page.context().close();
  return {
    eventsPerSecond: PER_SECOND, seconds, longestTaskMs: rounded(smooth.longestTaskMs), longTasks: smooth.longTasks,
    framesPerSecond: rounded(smooth.frames / (seconds + caughtUpMs / 1000)), longestGapMs: rounded(smooth.longestGapMs),
    behind, caughtUpMs: rounded(caughtUpMs), heapGrowthMB: rounded(after.heapMB - before.heapMB),
  };
}

/** Freezes the tab as a browser does with one in the background, lets it miss events, and wakes it. */
export async function measureCatchUp(browser: Browser, address: string, { db, searchId }: Target, missed: number): Promise<CatchUpFigures> {
  const page = await openLog(browser, address, { db, searchId });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  await append({ db, searchId }, missed, Infinity);
  await inPage(page, 'forget()');
  const begin = performance.now();
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await untilShown(page, missed);
  const caughtUpMs = performance.now() - begin;
  const { longestTaskMs } = await inPage<Smoothness>(page, 'smoothness()');
  await page.context().close();
  return { missed, caughtUpMs: rounded(caughtUpMs), longestTaskMs: rounded(longestTaskMs) };
}

interface Smoothness {
  readonly longestTaskMs: number;
  readonly longTasks: number;
  readonly frames: number;
  readonly longestGapMs: number;
}

interface Target {
  readonly db: Database;
  readonly searchId: string;
}

/** The log with the stream of a running search connected: line 0 has come over it. */
async function openLog(browser: Browser, address: string, target: Target): Promise<Page> {
  const page = await open(browser, `${address}/log`);
  await page.waitForSelector('[data-testid=log-line]', { timeout: LIMIT_MS });
  await line(target, [0]);
  await page.waitForFunction('document.querySelector("[data-testid=log-line]")?.innerText.includes("event 0 ")', undefined, { timeout: LIMIT_MS });
  return page;
}

async function untilShown(page: Page, count: number): Promise<void> {
  await page.waitForFunction(`globalThis.strideBench.newestLine() >= ${count}`, undefined, { timeout: LIMIT_MS });
}

async function append(target: Target, count: number, perSecond: number): Promise<void> {
  const batch = perSecond === Infinity ? 200 : (perSecond * TICK_MS) / 1000;
  const begin = performance.now();
  for (let number = 1; number <= count; number += batch) {
    await line(target, Array.from({ length: Math.min(batch, count - number + 1) }, (_, index) => number + index));
    // By the clock, so that slow writes do not lower the rate.
    if (perSecond !== Infinity) await delay(Math.max(0, begin + ((number + batch - 1) / perSecond) * 1000 - performance.now()));
  }
}

async function line({ db, searchId }: Target, numbers: readonly number[]): Promise<void> {
  const at = new Date().toISOString();
  await db.transaction((tx) => appendEvents(tx, numbers.map((number) => ({
    searchId, type: 'log.appended',
    data: { searchId, at, level: 'info', message: `event ${number} of the benchmark.`, candidateId: null, number: null, workerId: null },
  }))));
}
