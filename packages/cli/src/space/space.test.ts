import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { describe, validate } from './run.js';
import { findSpace } from './source.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-space-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

function printed(work: () => void): string {
  let text = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((part) => { text += String(part); return true; });
  work();
  spy.mockRestore();
  return text;
}

it('counts exactly, and lists decisions by stage', () => {
  const { size, decisions, parts } = JSON.parse(printed(() => describe('fashion-mnist', { json: true }))) as { size: string; decisions: number; parts: { part: string; decisions: { path: string; field: string }[] }[] };
  expect({ size, decisions }).toEqual({ size: '8704', decisions: 13 });
  expect(parts.map(({ part }) => part)).toEqual(['stage 1', 'stage 2', 'stage 3']);
  expect(parts[0]?.decisions[0]).toEqual({ path: '/stages/0/op', field: 'op', choices: ['mbconv', 'fused_mbconv'] });
  expect(printed(() => describe('efficientnetv2', {}))).toMatch(/size +[\d,]+ architectures \(\d\.\de\d+\)/);
});

it('says all that is wrong with a space, as a finding', () => {
  const file = path.join(folder, 'bad.json');
  writeFileSync(file, JSON.stringify({ ...findSpace('fashion-mnist'), classes: 0, stem: { kernel: 4, stride: 2, channels: 16 } }));
  const text = printed(() => validate(file, {}));
  expect(text).toMatch(/is no valid search space:\n[\s\S]* {2}\/classes: [\s\S]* {2}\/stem\/kernel: /);
  expect(process.exitCode).toBe(1);
});

it.each([['fashion-mnits', 'SEARCH_SPACE_UNKNOWN', 'did you mean fashion-mnist?'], ['no/such.json', 'CONFIG_INVALID', 'There is no file no/such.json.']])('refuses %s', (source, code, message) => {
  expect(() => findSpace(source)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }));
});
