import { smallSearchSpaces } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StrideError, type Issue } from '../errors.js';
import { parseSearchSpace } from './parse.js';

const stage = { op: ['mbconv', 'fused_mbconv'], kernel: [3, 5], stride: 2, expansion: [1, 4], channels: 16, layers: [1, 2], squeezeExcite: [0, 0.25] };
const reference = {
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 2, expansion: 1, channels: 16, layers: 1, squeezeExcite: 0 }], head: { channels: 64 },
};
const base = {
  schemaVersion: 1, name: 'tiny', input: { height: 28, width: 28, channels: 1 }, classes: 10,
  stem: { kernel: 3, stride: 2, channels: 8 }, stages: [stage], head: { channels: 64 }, reference,
};

function issuesOf(document: unknown): readonly Issue[] {
  try {
    parseSearchSpace(document);
  } catch (error) {
    if (error instanceof StrideError && error.code === 'SEARCH_SPACE_INVALID') return error.issues;
    throw error;
  }
  return [];
}

describe('parseSearchSpace', () => {
  it('returns every valid space as it is', () => {
    fc.assert(fc.property(smallSearchSpaces(1e6), (space) => {
      expect(parseSearchSpace(JSON.parse(JSON.stringify(space)))).toEqual(space);
    }));
  });

  it('takes a description and drops a $schema', () => {
    expect(parseSearchSpace({ $schema: './search-space.schema.json', ...base, description: 'x' })).toEqual({ ...base, description: 'x' });
  });

  it('throws nothing but coded errors, whatever it is given', () => {
    fc.assert(fc.property(fc.anything(), (document) => {
      expect(issuesOf(document).length).toBeGreaterThan(0);
    }));
  });

  it.each<[object, string, string]>([
    [{ kernel: [] }, '/stages/0/kernel', 'found an empty list; expected one of 1, 3, 5, 7, or a list of such choices'],
    [{ kernel: [3, 4] }, '/stages/0/kernel/1', 'found 4; expected one of 1, 3, 5, 7'],
    [{ kernel: [3, 5, 3] }, '/stages/0/kernel/2', '3 is already in the list; expected every choice only once'],
    [{ squeezeExcite: [0, -0] }, '/stages/0/squeezeExcite/1', '0 is already in the list; expected every choice only once'],
    [{ layers: -1 }, '/stages/0/layers', 'found -1; expected an integer from 0 to 512, or a list of such choices'],
    [{ op: { choices: [] } }, '/stages/0/op', 'found an object; expected one of "mbconv", "fused_mbconv", or a list of such choices'],
    [{ channels: undefined }, '/stages/0/channels', 'found nothing; expected an integer from 1 to 16384, or a list of such choices'],
    [{ repeats: 2 }, '/stages/0/repeats', 'unknown field "repeats"; the fields here are op, kernel, stride, expansion, channels, layers, squeezeExcite'],
    [{ channels: Array.from({ length: 65 }, (_, index) => index + 1) }, '/stages/0/channels', 'found 65 choices; expected at most 64'],
  ])('names what is wrong with a stage of %j', (change, path, message) => {
    expect(issuesOf({ ...base, stages: [stage, { ...stage, ...change }].reverse() })).toEqual([{ path, message }]);
  });

  it('refuses a space in which every stage can be left out', () => {
    const maybe = { ...stage, layers: [0, 1] };
    expect(issuesOf({ ...base, stages: [maybe, { ...stage, layers: 0 }] })).toEqual([{
      path: '/stages', message: expect.stringContaining('at least one stage must offer only 1 or more layers') as string,
    }]);
    expect(issuesOf({ ...base, stages: [maybe, stage] })).toEqual([]);
  });

  it.each<[object, string, string]>([
    [{ input: { height: 32, width: 28, channels: 1 } }, '/reference/input/height', 'found 32; expected what the space offers: 28'],
    [{ classes: 100 }, '/reference/classes', 'found 100; expected what the space offers: 10'],
    [{ stages: [] }, '/reference/stages', 'found an empty list; expected a list of 1 to 64 items'],
    [{ head: undefined }, '/reference/head', 'found nothing; expected an object with the fields channels'],
  ])('names what is wrong with a reference of %j', (change, path, message) => {
    expect(issuesOf({ ...base, reference: { ...reference, ...change } })).toEqual([{ path, message }]);
  });

  it.each([['Fashion', 'name'], ['', 'name'], ['a'.repeat(65), 'name'], [3, 'description'], [1, '$schema'], [2, 'schemaVersion']])(
    'names %j as %s', (value, field) => {
      expect(issuesOf({ ...base, [field]: value }).map((issue) => issue.path)).toEqual([`/${field}`]);
    });
});
