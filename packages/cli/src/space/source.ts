import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSearchSpace, StrideError, type SearchSpace } from '@stride/core';
import { nearest } from '../command-line/nearest.js';

const SHIPPED = fileURLToPath(new URL('../../../../search-spaces/', import.meta.url));

/** Where the API finds the spaces that can be named. */
export function spacesFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env['STRIDE_SEARCH_SPACES'] || SHIPPED;
}

/**
 * The search space of a file, or the shipped one of a name.
 * @throws StrideError SEARCH_SPACE_INVALID; SEARCH_SPACE_UNKNOWN; CONFIG_INVALID when the file cannot be read or holds no JSON
 */
export function findSpace(source: string, folder: string = spacesFolder()): SearchSpace {
  if (existsSync(source) || /[\\/]|\.json$/.test(source)) return readSpaceFile(source);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => path.basename(name, '.json')).sort();
  if (names.includes(source)) return readSpaceFile(path.join(folder, `${source}.json`));
  const near = nearest(source, names);
  throw new StrideError('SEARCH_SPACE_UNKNOWN',
    `There is no search space ${JSON.stringify(source)}, nor a file of that name; ${near === null ? '' : `did you mean ${near}? `}there are ${names.join(', ')}.`);
}

/** @throws StrideError as `findSpace` */
export function readSpaceFile(file: string): SearchSpace {
  return parseSearchSpace(readJson(file));
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new StrideError('CONFIG_INVALID', missing ? `There is no file ${file}.` : `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StrideError('CONFIG_INVALID', `${file} holds no JSON: ${(cause as Error).message}`, { cause });
  }
}
