import { expect, it } from 'vitest';
import { readArguments } from './arguments.js';

it('measures what was promised unless told otherwise', () => {
  expect(readArguments([])).toEqual({
    candidates: 10_000, loads: 5, requests: 200, interactions: 24, streamSeconds: 60, missed: 6000, api: null, note: null, json: false, record: false,
  });
  expect(readArguments(['--candidates', '500', '--json'])).toMatchObject({ candidates: 500, json: true });
});

it('names what is no count', () => {
  expect(() => readArguments(['--loads', '0'])).toThrow(/found "0".*whole number from 1/);
  expect(() => readArguments(['--missed', 'many'])).toThrow('found "many"');
});
