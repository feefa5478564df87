import type { SearchSummary } from '@stride/contracts';
import { describe, expect, it } from 'vitest';
import { filterQuery, passes, readFilter } from './filter.js';

const search = { name: 'My Search', spaceName: 'cifar10', dataset: 'cifar-10', status: 'running' } as SearchSummary;

describe('the filter of searches', () => {
  it('is read from an address, where an unknown status is none', () => {
    expect(readFilter(new URLSearchParams('q=a&status=running'))).toEqual({ text: 'a', status: 'running' });
    expect(readFilter(new URLSearchParams('status=lost'))).toEqual({ text: '', status: null });
  });

  it('asks the API for what it holds', () => {
    expect(filterQuery({ text: ' a ', status: null })).toEqual({ q: 'a' });
    expect(filterQuery({ text: ' ', status: 'failed' })).toEqual({ status: 'failed' });
  });

  it('judges a search as the API does', () => {
    for (const text of ['', 'my s', 'CIFAR10', 'cifar-10']) expect(passes(search, { text, status: null })).toBe(true);
    expect(passes(search, { text: 'mnist', status: null })).toBe(false);
    expect(passes(search, { text: '', status: 'paused' })).toBe(false);
    expect(passes(search, { text: 'my', status: 'running' })).toBe(true);
  });
});
