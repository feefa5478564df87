import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { renderBar } from './bar.js';
import { LiveBlock } from './live-block.js';
import { renderTable, type Column } from './table.js';
import { ago, bytes, duration, grouped, magnitude, short } from './words.js';

const COLUMNS: readonly Column[] = [{ head: 'name', flexible: true }, { head: 'reward', align: 'right' }, { head: 'device', leaveOut: 1 }, { head: 'more', leaveOut: 2 }];
const ROWS = [['a network of a long name', '0.5', 'AMD EPYC', 'x'], ['short', '12.25', 'H200', 'yyyyyyyyyy']];
const table = (target: object) => stripVTControlCharacters(renderTable(COLUMNS, ROWS, target));

it('aligns columns, all of them where it is piped', () => {
  expect(table({})).toBe('name                      reward  device    more\na network of a long name     0.5  AMD EPYC  x\nshort                      12.25  H200      yyyyyyyyyy');
});

it('fits a terminal: columns are left out, then cut', () => {
  for (const columns of [80, 60, 50, 40, 30, 22]) {
    expect(Math.max(...table({ isTTY: true, columns }).split('\n').map(({ length }) => length))).toBeLessThanOrEqual(columns);
  }
  expect(table({ isTTY: true, columns: 40 })).toBe('name                    reward  device\na network of a long n…     0.5  AMD EPYC\nshort                    12.25  H200');
  expect(table({ isTTY: true, columns: 22 })).not.toContain('device');
});

it('draws a block again in its place, no wider than the terminal, and takes it away', () => {
  let written = '';
  const block = new LiveBlock({ columns: 10, rows: 4, write: (text: string) => { written += text; return true; } } as unknown as NodeJS.WriteStream);
  block.draw(['one', 'a line that is too long']);
  expect(stripVTControlCharacters(written)).toBe('\rone\na line t…\n');
  written = '';
  block.draw(['1', '2', '3', '4', '5']);
  expect(written).toBe('\u001B[2A\r\u001B[0J1\n2\n3\n');
  written = '';
  block.clear();
  block.clear();
  expect(written).toBe('\u001B[3A\r\u001B[0J\u001B[?25h');
});

it.each([[0, '░░░░'], [0.5, '██░░'], [1, '████'], [7, '████'], [-1, '░░░░']])('draws %d as %s', (share, bar) => {
  expect(renderBar(share, 4)).toBe(bar);
});

it.each([['8704', '8,704'], ['999999', '999,999'], ['1234567', '1.2e6'], ['9999999', '1.0e7'], ['123456789012345678901234567890', '1.2e29']])('says %s as %s', (decimal, text) => {
  expect(magnitude(decimal)).toBe(text);
});

it('says figures with their units', () => {
  expect(grouped('123456789012345678901')).toBe('123,456,789,012,345,678,901');
  expect([0.25, 59.6, 61, 3600 * 5 + 120, 86_400 * 3].map(duration)).toEqual(['250 ms', '1 min 0 s', '1 min 1 s', '5 h 2 min', '3 d 0 h']);
  expect([512, 2048, 3 * 2 ** 30].map(bytes)).toEqual(['512 B', '2.0 KiB', '3.0 GiB']);
  expect([999, 1234, 1_234_567, 8.366e9].map(short)).toEqual(['999', '1.234 k', '1.235 M', '8.366 G']);
  const now = Date.parse('2026-01-01T12:00:00Z');
  expect(['2026-01-01T12:00:00Z', '2026-01-01T11:57:30Z', '2025-12-31T10:00:00Z'].map((at) => ago(at, now))).toEqual(['now', '2 min ago', '26 h ago']);
});
