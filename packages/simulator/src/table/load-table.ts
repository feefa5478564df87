import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { StrideError } from '@stride/core';
import { readTable } from './read-table.js';
import type { Table } from './table.js';

/**
 * Reads a table from a file, JSON or gzip of it.
 * @throws StrideError TABLE_INVALID when the file cannot be read, is no JSON, or is no sound table
 */
export function loadTable(file: string): Table {
  const text = readText(file);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new StrideError('TABLE_INVALID', `The table ${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
  return readTable(document, `table ${path.basename(file)}`);
}

/** Text of a file that may be compressed, whatever its name says. @throws StrideError TABLE_INVALID */
export function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (isCompressed ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (cause) {
    throw new StrideError('TABLE_INVALID', `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
