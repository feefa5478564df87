import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';

export const VIEWPORT = { width: 1440, height: 1000 } as const;

/** The `chromium` of the PATH, headless, with nothing that would call home. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, 'chromium')).find(isProgram);
  if (executablePath === undefined) throw new Error('chromium is not on the PATH: the benchmark measures the page in it');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Memory {
  /** Used by JavaScript after a collection. */
  readonly heapMB: number;
  /** Resident memory of the tab's process; null where the system does not tell. */
  readonly residentMB: number | null;
}

export async function memoryOf(browser: Browser, cdp: CDPSession): Promise<Memory> {
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
  return { heapMB: megabytes(heap), residentMB: await residentOf(browser) };
}

/** Of the largest renderer: the others are spare ones. */
async function residentOf(browser: Browser): Promise<number | null> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentBytes(id));
  const largest = Math.max(...sizes);
  return largest > 0 ? megabytes(largest) : null;
}

function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    // No /proc on this system, or the process has just ended.
    return 0;
  }
}

function megabytes(bytes: number): number {
  return Math.round((bytes / 2 ** 20) * 10) / 10;
}

/** Calls what `page-script.ts` has put into the page. */
export function inPage<T>(page: Page, call: string): Promise<T> {
  return page.evaluate<T>(`globalThis.strideBench.${call}`);
}
