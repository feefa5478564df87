/** What a search is asked for by: a file, flags, or both. */
import { existsSync, readFileSync } from 'node:fs';
import type { CreateSearch } from '@stride/client';
import { StrideError } from '@stride/core';
import { numberOf } from '../arch/flags.js';
import { UsageError } from '../usage-error.js';
import { wholeNumber } from '../whole-number.js';

export interface RequestFlags {
  readonly file?: string;
  readonly space?: string;
  readonly name?: string;
  readonly dataset?: string;
  readonly strategy?: string;
  readonly scheduler?: string;
  readonly candidates?: unknown;
  readonly concurrency?: unknown;
  readonly seed?: unknown;
  readonly w?: unknown;
  readonly v?: unknown;
  readonly from?: string;
}

type Document = Record<string, unknown>;

/**
 * Flags go before what the file says. Whether a value will do is the service's to say.
 * @throws StrideError CONFIG_INVALID when a file cannot be read, or nothing names a search space
 */
export function requestOf(flags: RequestFlags): CreateSearch {
  const base = flags.file === undefined ? {} : readObject(flags.file);
  const request = { ...base, ...plainFields(flags), ...nestedFields(flags, base) };
  if (!('space' in request)) throw new UsageError('Say what to search in: --space fashion-mnist, --space my-space.json, or a whole request by --file.');
  return request as CreateSearch;
}

function plainFields({ space, name, dataset, concurrency, seed }: RequestFlags): Document {
  return present({
    space: space === undefined ? undefined : isFile(space) ? readObject(space) : space, name, dataset,
    concurrency: whole('--concurrency', concurrency), seed: whole('--seed', seed),
  });
}

/** A part of an object takes the place of that part alone; another strategy has other options. */
function nestedFields({ strategy, scheduler, candidates, w, v, from }: RequestFlags, base: Document): Document {
  const weights = present({ w: numberOf('--w', w), v: numberOf('--v', v) });
  return present({
    strategy: strategy === undefined ? undefined : { name: strategy },
    scheduler: scheduler === undefined ? undefined : { name: scheduler },
    budget: candidates === undefined ? undefined : { ...(base['budget'] as object), candidates: whole('--candidates', candidates) },
    objective: Object.keys(weights).length === 0 ? undefined : { ...(base['objective'] as object), ...weights },
    warmStart: from === undefined ? undefined : { ...(base['warmStart'] as object), fromSearch: from },
  });
}

const whole = (flag: string, value: unknown) => (value === undefined ? undefined : wholeNumber(flag, value));

function present(fields: Document): Document {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const isFile = (text: string) => /[\\/]|\.json$/.test(text) || existsSync(text);

const STDIN = 0;

/** @param file `-` is standard input */
function readObject(file: string): Document {
  const where = file === '-' ? 'standard input' : file;
  const text = readText(file, where);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StrideError('CONFIG_INVALID', `${where} holds no JSON: ${(cause as Error).message}`, { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Document;
  throw new StrideError('CONFIG_INVALID', `${where} holds no JSON object.`);
}

function readText(file: string, where: string): string {
  try {
    return readFileSync(file === '-' ? STDIN : file, 'utf8');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new StrideError('CONFIG_INVALID', missing ? `There is no file ${file}.` : `${where} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
