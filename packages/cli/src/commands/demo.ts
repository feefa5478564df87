import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { errorColors } from '../output/colors.js';
import { print, printJson, say } from '../output/print.js';
import { StrideClient, type CandidateDetail, type CreateSearch, type SearchDetail } from '@stride/client';
import { StrideError } from '@stride/core';
import { PATIENCE_MS } from '../connection.js';
import { progressView } from '../demo/progress.js';
import { renderRanking, toRow, verdict, type DemoReport } from '../demo/report.js';
import { allCandidates } from '../find-candidate.js';
import { findSearch } from '../find-search.js';
import { Home } from '../launcher/home.js';
import { Launcher } from '../launcher/launcher.js';
import { readSettings } from '../settings.js';
import { onSignals } from '../shutdown.js';

export interface DemoOptions {
  readonly candidates: number;
  readonly seed: number | undefined;
  readonly strategy: string | undefined;
  readonly scheduler: string | undefined;
  /** Id of the search whose measurements are reused. */
  readonly fromSearch: string | undefined;
  /** Go on serving after the search. */
  readonly keep: boolean;
  /** One JSON object on stdout instead of the table. */
  readonly json: boolean;
}

const DEMO_NAME = 'demo';
const SPACE = 'fashion-mnist';
const POLL_MS = 500;
const SHOWN = 5;


/** `stride demo`: one real search from submission to winner.json, through the REST API like anybody's. */
export async function demo(options: DemoOptions): Promise<void> {
  const started = Date.now();
  const service = await findOrStart();
  try {
    await Promise.race([searchAndServe(service, options, started), ...(service.launcher ? [service.launcher.lost()] : [])]);
  } finally {
    await service.launcher?.stop();
  }
}

interface Service {
  readonly url: string;
  /** Null for a service that ran already. */
  readonly launcher: Launcher | null;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
}

/** The service that runs here already, or one started for the demo. */
async function findOrStart(): Promise<Service> {
  const settings = readSettings();
  const home = new Home(settings.home);
  const running = home.runningServer();
  const interrupt = new AbortController();
  const interrupted = interrupt.signal;
  if (running) {
    onSignals({ stop: async () => interrupt.abort(), kill: () => {} });
    say(`Using the Stride that runs at ${running.url}.`);
    return { url: running.url, launcher: null, interrupted };
  }
  const launcher = new Launcher({ ...settings, home, onLine: () => {}, onNotice: say });
  const stop = () => {
    interrupt.abort();
    return launcher.stop();
  };
  onSignals({ stop, kill: () => launcher.kill() });
  say('Starting the database, the API, the controller and the workers …');
  try {
    return { url: await launcher.start(), launcher, interrupted };
  } catch (error) {
    await launcher.stop();
    throw error;
  }
}

async function searchAndServe({ url, launcher, interrupted }: Service, options: DemoOptions, started: number): Promise<void> {
  const stride = new StrideClient({ baseUrl: url, patienceMs: PATIENCE_MS });
  // Only here: in a service that ran already, a search of that name may be anybody's.
  if (launcher) await cancelEarlierDemos(stride);
  const search = await submit(stride, url, options);
  await waitForEnd(stride, search, interrupted);
  const report = await conclude(stride, search.id, options, started);
  if (options.json) printJson(report);
  if (!options.keep) return;
  say(launcher ? `\nServing ${errorColors.cyan(url)} until Ctrl-C.` : `\n${errorColors.cyan(url)} goes on serving, as before.`);
  await launcher?.lost();
}

async function submit(stride: StrideClient, url: string, options: DemoOptions): Promise<SearchDetail> {
  // A strategy or scheduler that there is not is the API's to refuse.
  const request = {
    space: SPACE, name: DEMO_NAME, budget: { candidates: options.candidates },
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.strategy === undefined ? {} : { strategy: { name: options.strategy } }),
    ...(options.scheduler === undefined ? {} : { scheduler: { name: options.scheduler } }),
    ...(options.fromSearch === undefined ? {} : { warmStart: { fromSearch: await findSearch(stride, options.fromSearch) } }),
  } as CreateSearch;
  const { id } = await stride.searches.submit(request);
  const search = await stride.searches.get(id);
  say(`Search ${search.id}: ${options.candidates} of ${Number(search.spaceSize).toLocaleString('en-US')} architectures, trained and timed on ${search.dataset}.`);
  say(`Watch it live: ${errorColors.cyan(`${url}/searches/${search.id}`)}\n`);
  return search;
}

/** A demo that was interrupted left a search that would go on now and take the workers. */
async function cancelEarlierDemos(stride: StrideClient): Promise<void> {
  for (const status of ['pending', 'running', 'paused'] as const) {
    const { items } = await stride.searches.list({ limit: 500, status });
    for (const item of items.filter((search) => search.name === DEMO_NAME)) await stride.searches.cancel(item.id);
  }
}

async function waitForEnd(stride: StrideClient, { id, budget }: SearchDetail, interrupted: AbortSignal): Promise<void> {
  const view = progressView(budget.candidates, process.stderr);
  interrupted.addEventListener('abort', () => view.end());
  try {
    for (;;) {
      const search = await stride.searches.get(id);
      interrupted.throwIfAborted();
      view.update(search);
      if (search.status === 'completed') return;
      if (search.status === 'failed' || search.status === 'cancelled') {
        throw new StrideError('SEARCH_STATE_CONFLICT', `The search ${search.status}: ${search.statusReason ?? 'no reason given'}.`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } finally {
    view.end();
  }
}

async function conclude(stride: StrideClient, searchId: string, { json }: DemoOptions, started: number): Promise<DemoReport> {
  const search = await stride.searches.get(searchId);
  const reference = search.reference && (await stride.candidates.get(search.reference.id));
  const candidates = await detailsOf(stride, searchId);
  const ranked = candidates.filter((candidate) => candidate.reward !== null)
    .toSorted((a, b) => (b.reward ?? 0) - (a.reward ?? 0));
  const [winner] = ranked;
  if (!winner || !reference) throw new StrideError('NO_COMPLETED_CANDIDATE', 'No candidate completed; the dashboard shows why each failed.');
  const file = path.resolve('winner.json');
  writeFileSync(file, `${JSON.stringify(JSON.parse(Buffer.from((await stride.searches.export(searchId)).bytes).toString()), null, 2)}\n`);
  const elapsedSeconds = Math.round((Date.now() - started) / 100) / 10;
  const tell = json ? say : print;
  tell(`\n${renderRanking(ranked, reference, SHOWN)}\n\n${verdict(winner, reference)}\nWritten to ${file}. ${elapsedSeconds} s in all.`);
  return {
    searchId, elapsedSeconds, device: winner.device, winner: toRow(winner), reference: toRow(reference),
    candidates: candidates.map(toRow),
  };
}

async function detailsOf(stride: StrideClient, searchId: string): Promise<CandidateDetail[]> {
  const details: CandidateDetail[] = [];
  for await (const { id } of allCandidates(stride, searchId)) details.push(await stride.candidates.get(id));
  return details;
}
