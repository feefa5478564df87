/** The page in a real browser, on a real API with a database of its own. Nothing trains unless a test starts a controller and workers. */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { createDatabase, type Database } from '@stride/storage';
import { seedSearch, type SeededSearch, type SeedOptions } from '../../benchmarks/dashboard/src/seed-search.js';
import { launchBrowser } from './browser.js';
import { Stack } from './stack.js';

export const DESKTOP = { width: 1280, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;

const THEMES = ['light', 'dark'] as const;
const SCREENSHOTS = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
const AXE = createRequire(import.meta.url).resolve('axe-core');
/** What Chromium writes about requests that nobody answered. */
const UNANSWERED = /net::ERR_/;

export interface PageOptions {
  readonly size?: { readonly width: number; readonly height: number };
  readonly theme?: (typeof THEMES)[number];
  /** A finger instead of a mouse. */
  readonly touch?: boolean;
}

export class Dashboard {
  readonly stack: Stack;
  readonly db: Database;
  readonly browser: Browser;
  /** What the pages wrote to the console as errors, threw, or asked of anybody but the API. Stays empty when all is well. */
  readonly problems: string[] = [];
  #wasDown = false;

  private constructor(stack: Stack, db: Database, browser: Browser) {
    this.stack = stack;
    this.db = db;
    this.browser = browser;
  }

  static async start(): Promise<Dashboard> {
    const stack = await Stack.start();
    return new Dashboard(stack, createDatabase(stack.databaseUrl), await launchBrowser());
  }

  /** A simulated search, marked as such. With `running` it stands in its midst: no controller may be started then. */
  seed(options: SeedOptions): Promise<SeededSearch> {
    return seedSearch(this.db, options);
  }

  /** A page of its own, at an address of the dashboard such as `/workers`. */
  async open(address: string, { size = DESKTOP, theme = 'light', touch = false }: PageOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: size, colorScheme: theme, hasTouch: touch, acceptDownloads: true });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !(this.#wasDown && UNANSWERED.test(message.text()))) this.problems.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.stack.url) && !/^(data|blob):/.test(request.url())) this.problems.push(`asked ${request.url()}`);
    });
    await page.goto(new URL(address, this.stack.url).href);
    return page;
  }

  /** Like a crash. From here on the browser may complain that nobody answers. */
  async killApi(): Promise<void> {
    this.#wasDown = true;
    await this.stack.kill('api');
  }

  /** On the port that it had. */
  async startApi(): Promise<void> {
    await this.stack.run('api', 'api', { STRIDE_PORT: new URL(this.stack.url).port });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.db.close();
    await this.stack.stop();
  }
}

/** Serious and critical violations that axe finds, a line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const found = (await page.evaluate('axe.run()')) as { violations: { id: string; impact: string; help: string; nodes: { html: string; failureSummary: string }[] }[] };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary.replaceAll('\n', '\n  ')}`));
}

/** Parts of the page that stick out of it to the right, so that it would scroll sideways. What scrolls inside a box of its own is fine. */
export async function overflowing(page: Page): Promise<string[]> {
  // Charts take the size of their box a moment after it has changed.
  await drawn(page);
  return (await page.evaluate(`(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element) => element !== null && (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const out = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement));
    if (out.length === 0 && document.documentElement.scrollWidth > width) return ['the page itself'];
    return out.map((element) => element.outerHTML.slice(0, 120));
  })()`)) as string[];
}

/** Writes docs/screenshots/NAME-light.png and NAME-dark.png when STRIDE_SCREENSHOTS=1; nothing otherwise. */
export async function screenshot(page: Page, name: string, { wholePage = true } = {}): Promise<void> {
  if (process.env['STRIDE_SCREENSHOTS'] !== '1') return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await drawn(page);
    await page.screenshot({ path: path.join(SCREENSHOTS, `${name}-${colorScheme}.png`), fullPage: wholePage });
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** After the page has taken in a change, and charts have drawn it. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 250))))');
}
