/** The log of a search: what there is, and what comes. */
import type { LogEntry, LogQuery, StrideClient } from '@stride/client';
import { colors } from '../output/colors.js';
import { print, printJson } from '../output/print.js';
import { hasEnded } from './progress.js';

type Level = LogEntry['level'];

export interface LogOptions {
  readonly limit: number;
  readonly level: Level | undefined;
  readonly json: boolean;
  readonly signal?: AbortSignal;
}

export const LEVELS: readonly Level[] = ['info', 'warning', 'error'];
const LEVEL_WIDTH = Math.max(...LEVELS.map(({ length }) => length));
/** Of one answer. */
const PAGE = 500;

/** The latest entries, the oldest of them first; with --json the API's own document, which has the newest first. */
export async function printLog(stride: StrideClient, id: string, { limit, level, json }: LogOptions): Promise<void> {
  const items: (LogEntry & { id: string })[] = [];
  let more = true;
  while (more && items.length < limit) {
    const before = items.at(-1)?.id;
    const page = await stride.searches.log(id, queryOf(level, { limit: Math.min(PAGE, limit - items.length), ...(before === undefined ? {} : { before }) }));
    items.push(...page.items);
    more = page.more;
  }
  if (json) return printJson({ items, more });
  for (const entry of items.toReversed()) print(lineOf(entry));
}

/** The latest entries and every further one, each on a line, until the search has ended. */
export async function followLog(stride: StrideClient, id: string, { limit, level, json, signal }: LogOptions): Promise<void> {
  const tell = (entry: LogEntry) => (json ? printJson(entry) : print(lineOf(entry)));
  await stride.searches.get(id);
  let last = 0n;
  /** All that came after what has been told of; at the beginning, the latest. */
  const catchUp = async () => {
    const first = last === 0n;
    const { items } = await stride.searches.log(id, queryOf(level, { limit: first ? Math.min(PAGE, limit) : PAGE }));
    for (const entry of items.toReversed().filter((item) => BigInt(item.id) > last)) tell(entry);
    const latest = BigInt(items[0]?.id ?? 0);
    if (latest > last) last = latest;
  };
  for await (const message of stride.searches.events(id, { signal })) {
    if (message.type === 'log.appended' && BigInt(message.id) > last) {
      last = BigInt(message.id);
      if (isAsGrave(message.data.level, level)) tell(message.data);
    }
    const search = message.type === 'stream.reset' ? await stride.searches.get(id) : message.type === 'search.updated' ? message.data : null;
    if (search === null) continue;
    if (message.type === 'stream.reset' || hasEnded(search)) await catchUp();
    if (hasEnded(search)) return;
  }
}

function queryOf(level: Level | undefined, query: LogQuery): LogQuery {
  return { ...query, ...(level === undefined ? {} : { level }) };
}

const isAsGrave = (level: Level, least: Level = 'info') => LEVELS.indexOf(level) >= LEVELS.indexOf(least);

const NUMBER_WIDTH = 6;

/** Time (UTC), level, candidate, what happened. */
function lineOf({ at, level, number, message }: LogEntry): string {
  const painted = { info: colors.dim, warning: colors.yellow, error: colors.red }[level](level.padEnd(LEVEL_WIDTH));
  return `${at.slice(0, 19).replace('T', ' ')}  ${painted}  ${(number === null ? '' : number === 0 ? 'ref' : `#${number}`).padEnd(NUMBER_WIDTH)}  ${message}`;
}
