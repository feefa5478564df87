import { pointer, show, type Decision } from '@stride/core';
import { countOf, rankOf, rowMajorSpace } from '../data/row-major.js';
import { rowSpace, type RowSpace } from '../data/row-space.js';
import type { IssueList } from './issue-list.js';

/** As many points as a table may have. */
const MOST_POINTS = 10_000_000;

/** The points of a table as a decision space; null when something is wrong with them, which has been reported. */
export function readPoints(reader: IssueList, document: unknown, decisions: readonly Decision[]): RowSpace | null {
  if (document === 'all') return readAll(reader, decisions);
  if (!Array.isArray(document) || document.length === 0 || document.length > MOST_POINTS) {
    reader.report('/points', `found ${show(document)}; expected "all" or a list of 1 to ${MOST_POINTS} index vectors`);
    return null;
  }
  const rows: readonly unknown[] = document;
  let isSound = true;
  rows.forEach((row, at) => {
    const problem = problemOf(row, decisions);
    if (problem === null) return;
    isSound = false;
    reader.report(pointer('/points', at) + problem.path, problem.message);
  });
  if (!isSound) return null;
  return rowSpace(decisions, rows as readonly (readonly number[])[], (row, earlier) => (
    reader.report(pointer('/points', row), `is the same point as /points/${earlier}; a point stands once, with its repeats in a list of values`)));
}

function readAll(reader: IssueList, decisions: readonly Decision[]): RowSpace | null {
  const count = countOf(decisions);
  if (count <= MOST_POINTS) return { space: rowMajorSpace(decisions), rowOf: (encoding) => rankOf(decisions, encoding) };
  reader.report('/points', `found "all" with decisions that make ${count} points; expected ${MOST_POINTS} at most, or a list of index vectors`);
  return null;
}

function problemOf(row: unknown, decisions: readonly Decision[]): { readonly path: string; readonly message: string } | null {
  if (!Array.isArray(row) || row.length !== decisions.length) {
    return { path: '', message: `found ${show(row)}; expected a list of ${decisions.length} indices, one for each decision` };
  }
  for (let position = 0; position < decisions.length; position += 1) {
    const index: unknown = row[position];
    const { path, choices } = decisions[position] as Decision;
    if (Number.isInteger(index) && (index as number) >= 0 && (index as number) < choices.length) continue;
    return { path: `/${position}`, message: `found ${show(index)}; expected an index from 0 to ${choices.length - 1} into the choices of ${path.slice(1)}` };
  }
  return null;
}
