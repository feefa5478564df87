/** What `stride search ...` does. */
import type { ListSearchesQuery, SearchDetail, SearchSummary, StrideClient } from '@stride/client';
import { addressOf, connect, PATIENCE_MS, type ConnectionFlags } from '../connection.js';
import { EXIT, exitCodeOfSearch } from '../exit-codes.js';
import { findSearch } from '../find-search.js';
import { print, printJson, say } from '../output/print.js';
import { count } from '../output/words.js';
import { UsageError } from '../usage-error.js';
import { wholeNumber } from '../whole-number.js';
import { followLog, LEVELS, printLog } from './logs.js';
import { bestLine, countsLine } from './progress.js';
import { renderPlan, renderSearch, renderSearches, shortIds, stateLine } from './report.js';
import { requestOf, type RequestFlags } from './request.js';
import { watchSearch } from './watch.js';
import { watchView } from './watch-view.js';

interface Flags extends ConnectionFlags {
  readonly json?: boolean;
}

export async function submit(flags: Flags & RequestFlags & { readonly dryRun?: boolean; readonly watch?: boolean }): Promise<void> {
  const stride = connect(flags);
  const request = requestOf(flags.from === undefined ? flags : { ...flags, from: await findSearch(stride, flags.from) });
  if (flags.dryRun) {
    const plan = await stride.searches.plan(request);
    return flags.json ? printJson(plan) : print(renderPlan(plan));
  }
  const search = await stride.searches.submit(request);
  if (flags.watch) {
    say(`Search ${search.id}, on the page ${pageOf(flags, search)}`);
    return follow(flags, search.id, Date.parse(search.createdAt) - 1);
  }
  if (flags.json) return printJson(search);
  print(`Submitted ${search.name}, ${count(search.budget.candidates)} candidates: ${search.id}`);
  print(`Watch it by stride search watch ${search.id}, or on ${pageOf(flags, search)}`);
}

export async function list({ status, query, limit, json, ...flags }: Flags & { readonly status?: string; readonly query?: string; readonly limit: number }): Promise<void> {
  const stride = connect(flags);
  const filters = { ...(status === undefined ? {} : { status }), ...(query === undefined ? {} : { q: query }) } as ListSearchesQuery;
  const items: SearchSummary[] = [];
  const { total } = await stride.searches.list({ ...filters, limit: 1 });
  for await (const search of stride.searches.all({ ...filters, limit: Math.min(Math.max(limit, 1), 500) })) {
    if (items.length >= limit) break;
    items.push(search);
  }
  if (json) return printJson({ items, total });
  if (items.length === 0) return print(total > 0 || status !== undefined || query !== undefined ? 'No search is like that.' : 'There is no search yet; stride search submit makes one.');
  const ids = items.map(({ id }) => id);
  print(renderSearches(items, process.stdout.isTTY ? shortIds(ids) : ids));
  if (total > items.length) say(`${count(total - items.length)} more; --limit shows them.`);
}

export async function show(text: string, { top: limit, json, ...flags }: Flags & { readonly top: number }): Promise<void> {
  const stride = connect(flags);
  const search = await stride.searches.get(await findSearch(stride, text));
  const { items } = limit === 0 ? { items: [] } : await stride.searches.candidates(search.id, { status: 'completed', sort: 'reward', order: 'desc', limit: Math.min(limit, 500) });
  const top = items.filter(({ reward }) => reward !== null);
  if (json) return printJson({ ...search, top });
  print(renderSearch(search, await bestOf(stride, search), top, pageOf(flags, search)));
}

export async function watch(text: string, flags: Flags): Promise<void> {
  await follow(flags, await findSearch(connect(flags), text));
}

export async function command(name: 'pause' | 'resume' | 'cancel', text: string, flags: Flags): Promise<void> {
  const stride = connect(flags);
  tell(await stride.searches[name](await findSearch(stride, text)), flags);
}

export async function extend(text: string, { candidates, ...flags }: Flags & { readonly candidates?: unknown }): Promise<void> {
  if (candidates === undefined) throw new UsageError('Say by how many, e.g. stride search extend last --candidates 24.');
  const stride = connect(flags);
  const more = wholeNumber('--candidates', candidates);
  tell(await stride.searches.extend(await findSearch(stride, text), { candidates: more }), flags);
}

export async function logs(text: string, flags: Flags & { readonly follow?: boolean; readonly level?: string; readonly limit: number }): Promise<void> {
  const { limit, json = false } = flags;
  const level = LEVELS.find((name) => name === flags.level);
  if (flags.level !== undefined && level === undefined) throw new UsageError(`--level is ${JSON.stringify(flags.level)}; it takes one of ${LEVELS.join(', ')}.`);
  const stride = connect(flags);
  const id = await findSearch(stride, text);
  if (!flags.follow) return printLog(stride, id, { limit, level, json });
  const signal = abortedByReader();
  await followLog(connect(flags, PATIENCE_MS), id, { limit, level, json, signal });
}

/** Ends with an exit code that says how the search has. @param since told of from then on, in ms; default: now */
async function follow(flags: Flags, id: string, since?: number): Promise<void> {
  const view = watchView(flags.json ?? false);
  process.once('SIGINT', () => {
    view.end();
    process.stderr.write(`The search goes on; stride search watch ${id} watches it again.\n`);
    process.exit(EXIT.interrupted);
  });
  try {
    const stride = connect(flags, PATIENCE_MS);
    // Without patience for a Stride that is not there to begin with.
    await connect(flags).searches.get(id);
    const search = await watchSearch(stride, id, view, { signal: abortedByReader(), ...(since === undefined ? {} : { since }) });
    view.end();
    if (search === null) return;
    if (!flags.json && process.stdout.isTTY) print(conclusion(search, bestLine(await bestOf(stride, search))));
    process.exitCode = exitCodeOfSearch(search.status);
  } finally {
    view.end();
  }
}

function conclusion(search: SearchDetail, best: string): string {
  return `${search.name} (${search.id}) ${search.status === 'failed' ? 'has failed' : search.status === 'cancelled' ? 'was cancelled' : 'has completed'}`
    + `${search.statusReason === null ? '' : ` (${search.statusReason})`}: ${countsLine(search)}.\n${best}`;
}

/** Nothing more is to be done once nobody reads it, as behind `| head`. */
function abortedByReader(): AbortSignal {
  const gone = new AbortController();
  process.stdout.on('error', () => gone.abort());
  return gone.signal;
}

function bestOf(stride: StrideClient, { bestCandidateId: id }: SearchSummary) {
  return id === null ? null : stride.candidates.get(id);
}

function tell(search: SearchSummary, { json }: Flags): void {
  if (json) printJson(search);
  else print(stateLine(search));
}

const pageOf = (flags: ConnectionFlags, { id }: { readonly id: string }) => `${addressOf(flags)}/searches/${id}`;
