/** Tables of aligned columns. On a terminal they fit; piped they are plain, and nothing is left out. */
import { stripVTControlCharacters } from 'node:util';
import { colors } from './colors.js';

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** On a terminal that is too narrow, columns with the highest number are left out first; one without any stays. */
  readonly leaveOut?: number;
  /** Cut off at its end where the table is still too wide then. */
  readonly flexible?: boolean;
}

export interface Target {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const GAP = '  ';
/** Of a column that is cut: space for less says nothing. */
const NARROWEST = 12;

/** @param rows a cell for every column */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[], target: Target = process.stdout): string {
  const width = target.isTTY ? target.columns ?? 80 : Number.POSITIVE_INFINITY;
  const natural = columns.map(({ head }, index) => Math.max(head.length, ...rows.map((row) => lengthOf(row[index] ?? ''))));
  const kept = columnsThatFit(columns, natural, width);
  const over = totalOf(kept.map((index) => natural[index] ?? 0)) - width;
  const widths = natural.map((own, index) => (over > 0 && columns[index]?.flexible ? Math.min(own, Math.max(NARROWEST, own - over)) : own));
  const line = (cells: readonly string[]) => kept.map((index) => pad(cut(cells[index] ?? '', widths[index] ?? 0), widths[index] ?? 0, columns[index]?.align)).join(GAP).trimEnd();
  return [colors.dim(line(columns.map(({ head }) => head))), ...rows.map(line)].join('\n');
}

/** Names and values, aligned; values that are null are left out. */
export function renderFields(fields: readonly (readonly [string, string | null])[]): string {
  const shown = fields.filter((field): field is readonly [string, string] => field[1] !== null);
  const widest = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `  ${colors.dim(name.padEnd(widest))}  ${value}`).join('\n');
}

function columnsThatFit(columns: readonly Column[], widths: readonly number[], room: number): number[] {
  let kept = columns.map((_, index) => index);
  const least = (index: number) => (columns[index]?.flexible ? Math.min(NARROWEST, widths[index] ?? 0) : widths[index] ?? 0);
  while (totalOf(kept.map(least)) > room) {
    const most = Math.max(...kept.map((index) => columns[index]?.leaveOut ?? 0));
    if (most === 0) break;
    kept = kept.filter((index) => columns[index]?.leaveOut !== most);
  }
  return kept;
}

const lengthOf = (text: string) => stripVTControlCharacters(text).length;
const totalOf = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);

function cut(text: string, width: number): string {
  return lengthOf(text) <= width ? text : `${stripVTControlCharacters(text).slice(0, width - 1)}…`;
}

function pad(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return align === 'right' ? `${space}${text}` : `${text}${space}`;
}
