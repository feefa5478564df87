import { architectures } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StrideError, type Issue } from '../errors.js';
import { referenceArchitecture } from '../families/families.js';
import { validateArchitecture } from './validate.js';

function issuesOf(document: unknown): readonly Issue[] {
  try {
    validateArchitecture(document);
  } catch (error) {
    if (error instanceof StrideError && error.code === 'ARCHITECTURE_INVALID') return error.issues;
    throw error;
  }
  return [];
}

const base = referenceArchitecture('efficientnetv2-s', { imageSize: 224 });
const firstStage = base.stages[0];
const withStage = (change: object) => ({ ...base, stages: [{ ...firstStage, ...change }] });

describe('validateArchitecture', () => {
  it('returns every valid architecture as it is', () => {
    fc.assert(fc.property(architectures, (architecture) => {
      expect(validateArchitecture(JSON.parse(JSON.stringify(architecture)))).toEqual(architecture);
    }));
  });

  it('throws nothing but coded errors, with at least one issue, whatever it is given', () => {
    fc.assert(fc.property(fc.anything(), (document) => {
      expect(issuesOf(document).length).toBeGreaterThan(0);
    }));
  });

  it.each([
    [{ kernel: 4 }, '/stages/0/kernel', 'found 4; expected one of 1, 3, 5, 7'],
    [{ stride: 0 }, '/stages/0/stride', 'found 0; expected one of 1, 2'],
    [{ op: 'conv' }, '/stages/0/op', 'found "conv"; expected one of "mbconv", "fused_mbconv"'],
    [{ layers: 0 }, '/stages/0/layers', 'found 0; expected an integer from 1 to 512'],
    [{ layers: 1.5 }, '/stages/0/layers', 'found 1.5; expected an integer from 1 to 512'],
    [{ channels: '16' }, '/stages/0/channels', 'found "16"; expected an integer from 1 to 16384'],
    [{ expansion: Number.NaN }, '/stages/0/expansion', 'found NaN; expected an integer from 1 to 64'],
    [{ squeezeExcite: 1.01 }, '/stages/0/squeezeExcite', 'found 1.01; expected a number from 0 to 1'],
    [{ squeezeExcite: undefined }, '/stages/0/squeezeExcite', 'found nothing; expected a number from 0 to 1'],
    [{ 'a/b~': 1 }, '/stages/0/a~1b~0', 'unknown field "a/b~"; the fields here are op, kernel, stride, expansion, channels, layers, squeezeExcite'],
  ])('names what is wrong with %j', (change, path, message) => {
    expect(issuesOf(withStage(change))).toEqual([{ path, message }]);
  });

  it('lists every problem of a document, not only the first', () => {
    const document = { schemaVersion: 2, input: { height: 0, width: 8 }, classes: 1, stem: null, stages: [], head: { channels: 8 }, x: 1 };
    expect(issuesOf(document).map((issue) => issue.path).sort()).toEqual(
      ['/classes', '/input/channels', '/input/height', '/schemaVersion', '/stages', '/stem', '/x']);
  });

  it('reads -0 as 0', () => {
    expect(validateArchitecture(withStage({ squeezeExcite: -0 })).stages[0]?.squeezeExcite).toBe(0);
  });
});
