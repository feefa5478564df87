import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NO_AUGMENTATION, parseArchitecture, type Progressive } from '@stride/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeProgressive, parseProgressive } from './progressive-option.js';

let folder: string;
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'stride-progressive-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const architecture = parseArchitecture('input_28x28x1 classes_10 stem_k3_s2_c8 mbconv_k3_s2_e4_c16_l2 head_c32');
const task = { dropout: 0.3, augmentation: { ...NO_AUGMENTATION, randAugment: { operations: 2, magnitude: 9 }, mixup: 0.2 } };
const parse = (text: string) => parseProgressive(text, architecture, task);
const file = (content: string) => {
  const name = path.join(folder, 'schedule.json');
  writeFileSync(name, content);
  return name;
};

it('reads none', () => {
  expect(parse('none')).toEqual({ kind: 'none' });
});

it('reads linear, and chooses what is not said', () => {
  expect(parse('linear')).toEqual({ kind: 'linear', stages: 4, from: { imageSize: 16, magnitude: 3, mixup: 0, dropout: expect.closeTo(0.1, 9) as number } });
  expect(parse('linear,stages=3, size=20,magnitude=1.5,mixup=0.1,dropout=0')).toEqual(
    { kind: 'linear', stages: 3, from: { imageSize: 20, magnitude: 1.5, mixup: 0.1, dropout: 0 } });
});

it('reads a file with a schedule', () => {
  const schedule: Progressive = { kind: 'custom', stages: [{ share: 1, imageSize: 28, magnitude: 0, mixup: 0, dropout: 0 }] };
  expect(parse(file(JSON.stringify(schedule)))).toEqual(schedule);
});

it.each(['', 'custom', 'linear,', 'linear,stages', 'linear,stages=1.5', 'linear,stages=101', 'linear,size=-1', 'linear,dropout=1', 'linear,magnitude=31', 'linear,toString=1', 'linear=4'])(
  'refuses %j, naming the part that is wrong', (text) => {
    expect(() => parse(text)).toThrow(/--progressive has ".*"; it takes "none", "linear"/);
  });

it('refuses a file that is not there, is no JSON, or holds no schedule', () => {
  expect(() => parse('/nowhere/schedule.json')).toThrow('There is no file /nowhere/schedule.json.');
  expect(() => parse(file('{'))).toThrow(/schedule.json cannot be read/);
  expect(() => parse(file('{"kind":"custom","stages":[]}'))).toThrow(expect.objectContaining({ code: 'PROXY_TASK_INVALID' }) as Error);
});

it('says in words what happens', () => {
  expect(describeProgressive(parse('none'), architecture)).toBe('images of 28 pixels throughout');
  expect(describeProgressive(parse('linear'), architecture)).toBe('images of 16 to 28 pixels in 4 stages');
});
