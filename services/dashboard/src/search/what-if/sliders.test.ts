import { RescoreSearchSchema } from '@stride/contracts';
import { DEFAULT_OBJECTIVES, OBJECTIVE_KINDS, type Objective } from '@stride/core';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { changes, equivalents, objectiveRequest, readObjective, SLIDERS, slidersOf, valueOf, weighed, withValue } from './sliders.js';

const kind = fc.constantFrom(...OBJECTIVE_KINDS);
const asked = (objective: unknown) => Check(RescoreSearchSchema, { objective });

describe('the sliders', () => {
  it('go as far as the API does, and no further', () => {
    for (const each of OBJECTIVE_KINDS) {
      const own = weighed(DEFAULT_OBJECTIVES[each]);
      for (const key of slidersOf(own)) {
        const { limits, reach } = SLIDERS[key];
        for (const value of limits) expect(asked(objectiveRequest(withValue(own, key, value)))).toBe(true);
        expect(valueOf(withValue(own, key, limits[1] + 1), key)).toBe(limits[1]);
        expect(asked({ ...objectiveRequest(own), [key]: limits[1] + 1 })).toBe(false);
        expect(asked({ ...objectiveRequest(own), [key]: limits[0] - 1 })).toBe(false);
        expect(reach[0] >= limits[0] && reach[1] <= limits[1]).toBe(true);
      }
    }
  });

  it('stand in the address with what differs from the search, and come back', () => {
    const value = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(fc.property(kind, value, value, (of, first, second) => {
      const present: Objective = { ...DEFAULT_OBJECTIVES[of], caps: { params: 1000 } };
      const [a, b] = slidersOf(weighed(present)) as ['w', 'v'];
      const objective = withValue(withValue(weighed(present), a, first), b, second);
      const params = new URLSearchParams(Object.entries(changes(objective, present)).map(([key, set]) => [key, String(set)]));
      expect(readObjective(params, present)).toEqual(objective);
      expect(asked(objectiveRequest(objective))).toBe(true);
      expect(objective.caps).toEqual({ params: 1000 });
    }));
  });

  it('leave everything as it is where nothing, or nothing sensible, is said', () => {
    for (const each of OBJECTIVE_KINDS) {
      const present = DEFAULT_OBJECTIVES[each];
      expect(readObjective(new URLSearchParams('w=much&v=&beta=x'), present)).toEqual(weighed(present));
      expect(changes(weighed(present), present)).toEqual({});
    }
  });

  it('say what a value means', () => {
    expect(SLIDERS.w.explain(-0.07)).toBe('Doubling the step time costs 4.7 % of the reward.');
    expect(SLIDERS.v.explain(-0.05)).toBe('Doubling the parameters costs 3.4 % of the reward.');
    expect(SLIDERS.w.explain(0)).toBe('The step time does not count.');
    expect(SLIDERS.v.explain(0)).toBe('The parameters do not count.');
    expect(SLIDERS.beta.explain(-0.1)).toBe("Twice the target's step time costs 10 points of accuracy.");
    expect(SLIDERS.target.explain(1)).toBe('Aims at the step time of the reference.');
    expect(SLIDERS.target.explain(0.5)).toBe('Aims at 0.5 times the step time of the reference.');
  });

  it('can be said on a command line', () => {
    expect(equivalents('s1', { kind: 'joint', w: -0.2, v: 0 }, 'http://localhost:3000')).toEqual({
      cli: 'stride rescore s1 --w -0.2 --v 0',
      curl: `curl -s http://localhost:3000/v1/searches/s1/rescore -H 'content-type: application/json' -d '{"objective":{"kind":"joint","w":-0.2,"v":0}}'`,
    });
    expect(equivalents('s1', { kind: 'absolute', beta: -0.1, target: 2 }, 'x').cli).toBe('stride rescore s1 --beta -0.1 --target 2');
  });
});
