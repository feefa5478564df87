import path from 'node:path';
import { StrideError } from '@stride/core';
import type { TableDocument } from '../table/document.js';
import { readText } from '../table/load-table.js';
import { readTable } from '../table/read-table.js';
import type { Table } from '../table/table.js';
import { DECISIONS, encodingOf } from './space.js';

const FILE = 'accel_nasbench.csv.gz';

/** Digits of these columns, one a block, are the decisions. */
const DECISION_COLUMNS = ['e', 'k', 'l', 'se'] as const;
const METRICS = { top1: 'top1', train_s: 'train_s', thr_a100: 'thr_a100', params_M: 'params_M' } as const;

/**
 * The networks that were really trained, and no others. Of a network that stands in several rows the values are means.
 * @throws StrideError TABLE_INVALID
 */
export function loadRecordedRows(folder: string): Table {
  const file = path.join(folder, FILE);
  const [head = '', ...lines] = readText(file).trim().split('\n');
  const names = head.split(',');
  const missing = [...DECISION_COLUMNS, ...Object.values(METRICS)].filter((name) => !names.includes(name));
  if (missing.length > 0) throw new StrideError('TABLE_INVALID', `${file} has no column ${missing.join(', ')}; found ${names.join(', ')}`);
  const rows = new Map<string, Record<string, string>[]>();
  for (const line of lines) {
    const row = Object.fromEntries(line.split(',').map((cell, at) => [names[at] as string, cell]));
    const key = DECISION_COLUMNS.map((name) => row[name]).join('/');
    rows.set(key, [...(rows.get(key) ?? []), row]);
  }
  const networks = [...rows.values()];
  const valuesOf = (column: string) => networks.map((same) => meanOf(same.map((row) => row[column] as string)));
  const document: TableDocument = {
    schemaVersion: 1, name: 'accel-nasbench rows',
    decisions: DECISIONS.map((decision) => ({ name: decision.path.slice(1), choices: decision.choices })),
    points: networks.map(([row]) => encodingOf(DECISION_COLUMNS.flatMap((name) => [...(row?.[name] ?? '')].map(Number)))),
    metrics: {
      top1: { goal: 'maximize', unit: 'points', values: valuesOf(METRICS.top1) },
      train_s: { goal: 'minimize', unit: 's', values: valuesOf(METRICS.train_s) },
      thr_a100: { goal: 'maximize', unit: 'images/s', values: valuesOf(METRICS.thr_a100) },
      params_M: { goal: 'minimize', unit: 'millions', values: valuesOf(METRICS.params_M) },
    },
    reward: 'top1', cost: 'train_s',
  };
  return readTable(document, `table ${FILE}`);
}

/** Of the cells that are not blank; null when all are. */
function meanOf(cells: readonly string[]): number | null {
  const values = cells.filter((cell) => cell !== '').map(Number);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
