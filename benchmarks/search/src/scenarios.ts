import { SEED_NOISE, loadRecordedRows, loadSurrogate, loadTable, surrogateData, tableData, type EvaluationData } from '@stride/simulator';

/** Where the results to search in come from: plain, so that it can go to another process. */
export type Source =
  | { readonly kind: 'surrogate'; readonly folder: string; readonly objective: 'top1' | 'joint'; readonly noise: number }
  | { readonly kind: 'rows'; readonly folder: string }
  | { readonly kind: 'table'; readonly file: string };

/** Every strategy searches it. */
export interface Scenario {
  readonly source: Source;
  readonly workers: number;
}

/** What results say of a source. */
export type About = Pick<EvaluationData, 'name' | 'noise' | 'unit' | 'best'>;

/** The searches of Accel-NASBench: two objectives with and without the noise of a training's seed, and the recorded rows alone. */
export function accelNasBench(folder: string): Source[] {
  const surrogate = (objective: 'top1' | 'joint', noise: number): Source => ({ kind: 'surrogate', folder, objective, noise });
  return [surrogate('top1', 0), surrogate('top1', SEED_NOISE), surrogate('joint', 0), surrogate('joint', SEED_NOISE), { kind: 'rows', folder }];
}

/** For a person, and for --only. */
export function nameOf(source: Source): string {
  switch (source.kind) {
    case 'surrogate':
      return `surrogate ${source.objective}${source.noise > 0 ? ' with noise' : ''}`;
    case 'rows':
      return 'recorded rows';
    case 'table':
      return source.file;
  }
}

let latest: { readonly key: string; readonly data: EvaluationData } | null = null;

/** Keeps the last one: a process searches the same table many times before it comes to the next. @throws StrideError TABLE_INVALID */
export function dataOf(source: Source): EvaluationData {
  const key = JSON.stringify(source);
  if (latest?.key !== key) latest = { key, data: load(source) };
  return latest.data;
}

function load(source: Source): EvaluationData {
  switch (source.kind) {
    case 'surrogate':
      return surrogateData(loadSurrogate(source.folder), source);
    case 'rows':
      return tableData(loadRecordedRows(source.folder));
    case 'table':
      return tableData(loadTable(source.file));
  }
}
