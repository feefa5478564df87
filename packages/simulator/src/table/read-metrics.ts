import { numberBetween, oneOf, pointer, show, textMatching } from '@stride/core';
import type { IssueList } from './issue-list.js';
import { MetricValues } from './metric-values.js';
import type { Metric } from './table.js';

const GOAL = oneOf(['maximize', 'minimize']);
const UNIT = textMatching(/^[^\n]{1,40}$/, 'a text of 1 to 40 characters');
const NOISE = numberBetween(0, Number.MAX_VALUE);
const MOST_FIDELITIES = 1000;
const MOST_REPEATS = 1000;

/** @param points how many there are; null where they are not sound, and values cannot be counted */
export function readMetrics(reader: IssueList, document: unknown, points: number | null): ReadonlyMap<string, Metric> | null {
  if (typeof document !== 'object' || document === null || Array.isArray(document) || Object.keys(document).length === 0) {
    reader.report('/metrics', `found ${show(document)}; expected an object with a metric or more, each by its name`);
    return null;
  }
  const metrics = Object.entries(document).map(([name, item]) => [name, readMetric(reader, pointer('/metrics', name), item, points)] as const);
  const sound = metrics.filter((entry): entry is [string, Metric] => entry[1] !== null);
  return sound.length === metrics.length ? new Map(sound) : null;
}

function readMetric(reader: IssueList, path: string, document: unknown, points: number | null): Metric | null {
  const fields = reader.object(path, document, ['goal', 'values'], ['unit', 'noise', 'fidelities']);
  if (fields === null) return null;
  const { goal, unit = '', noise = 0 } = fields;
  const isSound = [
    reader.value(pointer(path, 'goal'), goal, GOAL),
    unit === '' || reader.value(pointer(path, 'unit'), unit, UNIT),
    reader.value(pointer(path, 'noise'), noise, NOISE),
  ].every(Boolean);
  const fidelities = fields['fidelities'] === undefined ? null : readFidelities(reader, pointer(path, 'fidelities'), fields['fidelities']);
  if (fidelities === undefined) return null;
  const values = fidelities === null
    ? [readValues(reader, pointer(path, 'values'), fields['values'], points)]
    : readLists(reader, pointer(path, 'values'), fields['values'], fidelities.length, points);
  const sound = values.filter((one) => one !== null);
  if (!isSound || sound.length === 0 || sound.length < values.length) return null;
  if (noise !== 0 && sound.some((one) => one.hasRepeats)) {
    reader.report(pointer(path, 'noise'), 'found noise for values that have repeats; expected one or the other');
    return null;
  }
  return { goal: goal as Metric['goal'], unit: unit as string, noise: noise as number, fidelities, values: sound };
}

/** @returns undefined when they are wrong */
function readFidelities(reader: IssueList, path: string, document: unknown): readonly number[] | undefined {
  const items = reader.list(path, document, 1, MOST_FIDELITIES);
  if (items === null) return undefined;
  const sound = items.filter((item, at): item is number => {
    const least = at === 0 ? 0 : Number(items[at - 1]);
    if (typeof item === 'number' && Number.isFinite(item) && item > least) return true;
    reader.report(pointer(path, at), `found ${show(item)}; expected an amount of training above ${least}: they ascend, and the last is the whole`);
    return false;
  });
  return sound.length === items.length ? sound : undefined;
}

function readLists(reader: IssueList, path: string, document: unknown, count: number, points: number | null): (MetricValues | null)[] {
  if (Array.isArray(document) && document.length === count && document.every(Array.isArray)) {
    return document.map((list: unknown, at) => readValues(reader, pointer(path, at), list, points));
  }
  reader.report(path, `found ${show(document)}; expected ${count} lists of values, one for each of the fidelities`);
  return [];
}

function readValues(reader: IssueList, path: string, document: unknown, points: number | null): MetricValues | null {
  if (!Array.isArray(document) || (points !== null && document.length !== points)) {
    reader.report(path, `found ${show(document)}; expected a list of ${points ?? 'as many'} values, one for each point`);
    return null;
  }
  const items: readonly unknown[] = document;
  let isSound = true;
  items.forEach((item, at) => {
    const problem = problemOf(item);
    if (problem === null) return;
    isSound = false;
    reader.report(pointer(path, at) + problem.path, problem.message);
  });
  return isSound ? new MetricValues(items as ConstructorParameters<typeof MetricValues>[0]) : null;
}

function problemOf(item: unknown): { readonly path: string; readonly message: string } | null {
  if (item === null || isNumber(item)) return null;
  if (!Array.isArray(item) || item.length === 0 || item.length > MOST_REPEATS) {
    return { path: '', message: `found ${show(item)}; expected a number, null for a failure, or a list of 1 to ${MOST_REPEATS} of them` };
  }
  const wrong = item.findIndex((repeat) => repeat !== null && !isNumber(repeat));
  return wrong < 0 ? null : { path: `/${wrong}`, message: `found ${show(item[wrong])}; expected a number, or null for a failure` };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
