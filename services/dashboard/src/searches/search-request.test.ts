import { describe, expect, it } from 'vitest';
import { EMPTY_FORM, toCurl, toRequest } from './search-request.js';

describe('new search', () => {
  it('leaves what was not filled in to the defaults of the API', () => {
    expect(toRequest({ ...EMPTY_FORM, space: 'fashion-mnist' })).toEqual({ space: 'fashion-mnist' });
  });

  it('sends what was filled in', () => {
    expect(toRequest({ space: 'cifar10', name: ' mine ', candidates: '24', strategy: 'evolution', seed: '0' })).toEqual(
      {
        space: 'cifar10',
        name: 'mine',
        budget: { candidates: 24 },
        strategy: { name: 'evolution' },
        seed: 0,
      },
    );
  });

  it('quotes the body for a shell', () => {
    expect(toCurl({ space: 'a', name: "it's" }, 'http://h')).toContain(`-d '{"space":"a","name":"it'\\''s"}'`);
  });
});
