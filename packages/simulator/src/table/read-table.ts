import { oneOf, textMatching } from '@stride/core';
import { IssueList } from './issue-list.js';
import { readDecisions } from './read-decisions.js';
import { readMetrics } from './read-metrics.js';
import { readPoints } from './read-points.js';
import { readReward } from './read-reward.js';
import type { Metric, Table } from './table.js';

const NAME = textMatching(/^[^\n]{1,200}$/, 'a text of 1 to 200 characters');

/**
 * A table as docs/tables.md describes it.
 * @param subject what it is called in an error, e.g. `table results.json`
 * @throws StrideError TABLE_INVALID with a JSON pointer for everything that is wrong
 */
export function readTable(document: unknown, subject = 'table'): Table {
  const reader = new IssueList();
  const table = readAll(reader, document);
  reader.finishTable(subject);
  // No issue means that every part was read.
  return table as Table;
}

function readAll(reader: IssueList, document: unknown): Table | null {
  const fields = reader.object('', document, ['schemaVersion', 'name', 'decisions', 'points', 'metrics'], ['reward', 'cost']);
  if (fields === null) return null;
  reader.value('/schemaVersion', fields['schemaVersion'], oneOf([1]));
  const { name } = fields;
  const isNamed = reader.value('/name', name, NAME);
  const decisions = readDecisions(reader, fields['decisions']);
  const points = decisions === null ? null : readPoints(reader, fields['points'], decisions);
  const metrics = readMetrics(reader, fields['metrics'], points === null ? null : Number(points.space.size));
  if (metrics === null) return null;
  const cost = readCost(reader, fields['cost'], metrics);
  const reward = cost === undefined ? null : readReward(reader, fields['reward'], metrics, cost);
  if (!isNamed || decisions === null || points === null || cost === undefined || reward === null) return null;
  return { name, decisions, points, rows: Number(points.space.size), metrics, reward, cost };
}

/** @returns undefined when it is wrong */
function readCost(reader: IssueList, document: unknown, metrics: ReadonlyMap<string, Metric>): string | null | undefined {
  if (document === undefined) return null;
  if (!reader.value('/cost', document, oneOf([...metrics.keys()]))) return undefined;
  const least = (metrics.get(document) as Metric).values.at(-1)?.least() ?? Number.NaN;
  if (least > 0) return document;
  reader.report(`/metrics/${document}/values`, `found ${least} seconds of training, as this metric is the cost; expected more than 0`);
  return undefined;
}
