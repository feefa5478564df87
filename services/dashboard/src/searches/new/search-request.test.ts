import { describe, expect, it } from 'vitest';
import { toCommand, toCurl, toRequest } from './search-request.js';

describe('the request of a form', () => {
  it('has what was filled in and nothing else', () => {
    expect(toRequest({ space: 'fashion-mnist', name: '', candidates: '', strategy: '' })).toEqual({ space: 'fashion-mnist' });
    expect(toRequest({ space: 'a', name: ' my search ', candidates: '24', minutes: '1.5', seed: '0', strategy: 'evolution', 'strategy.population': '8' })).toEqual({
      space: 'a', name: 'my search', budget: { candidates: 24, wallSeconds: 90 }, seed: 0, strategy: { name: 'evolution', options: { population: 8 } },
    });
  });

  it('takes the weights of the chosen objective, and caps with any', () => {
    const form = { space: 'a', w: '-0.1', beta: '-0.2', maxMemory: '64' };
    expect(toRequest(form)).toEqual({ space: 'a', objective: { w: -0.1, caps: { memoryBytes: 67_108_864 } } });
    expect(toRequest({ ...form, objective: 'absolute' })).toEqual({ space: 'a', objective: { kind: 'absolute', beta: -0.2, caps: { memoryBytes: 67_108_864 } } });
    expect(toRequest({ ...form, objective: 'pareto', maxMemory: '' })).toEqual({ space: 'a', objective: { kind: 'pareto' } });
  });

  it('leaves options of no strategy and unknown names out', () => {
    expect(toRequest({ space: 'a', strategy: '', 'strategy.population': '8', 'scheduler.eta': '3', tab: 'x' })).toEqual({ space: 'a' });
  });

  it('leaves it to the API to say what is no number', () => {
    expect(toRequest({ space: 'a', candidates: 'many' })).toEqual({ space: 'a', budget: { candidates: 'many' } });
  });
});

describe('a request as a command', () => {
  it('survives the quoting of a shell', () => {
    const request = { space: 'a', name: "it's" };
    expect(toCurl(request, 'http://127.0.0.1:3000')).toContain(`-d '{"space":"a","name":"it'\\''s"}'`);
    expect(toCommand(request)).toContain(`echo '{"space":"a","name":"it'\\''s"}'`);
  });
});
