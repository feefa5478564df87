import { describe, expect, it } from 'vitest';
import { filteredBy, isFiltered, readQuery, sortedBy, toListQuery, writeQuery } from './table-query.js';

const parse = (text: string) => readQuery(new URLSearchParams(text));

describe('candidate table query', () => {
  it('round-trips through the address', () => {
    for (const text of [
      '',
      'sort=reward',
      'order=asc&status=failed',
      'sort=stepTimeMs&order=asc&cursor=abc%3D&page=3',
      'q=fused&accuracyMin=0.8&stepTimeMsMax=40',
    ]) {
      const written = Object.entries(writeQuery(parse(text))).filter((entry): entry is [string, string] => entry[1] !== null);
      expect(new URLSearchParams(written).toString()).toBe(text);
    }
  });

  it('takes what it does not understand as unsaid', () => {
    expect(parse('sort=color&order=up&status=lost&page=-4&accuracyMin=much')).toEqual(parse(''));
    expect(parse('page=7')).toEqual(parse(''));
  });

  it('turns the order around on the second click, and starts each column at its better end', () => {
    const byReward = sortedBy(parse(''), 'reward');
    expect(byReward).toMatchObject({ sort: 'reward', order: 'desc' });
    expect(sortedBy(byReward, 'reward').order).toBe('asc');
    expect(sortedBy(byReward, 'params').order).toBe('asc');
  });

  it('drops the cursor when order or filter changes', () => {
    const paged = parse('cursor=x&page=2');
    expect(sortedBy(paged, 'accuracy')).toMatchObject({ cursor: null, page: 0 });
    expect(filteredBy(paged, { status: 'failed' })).toMatchObject({ cursor: null, page: 0, status: 'failed' });
  });

  it('sends the API only what is set', () => {
    expect(toListQuery(parse('q=+k5+&accuracyMin=0.8'))).toMatchObject({ q: 'k5', accuracyMin: 0.8 });
    expect([isFiltered(parse('sort=reward')), isFiltered(parse('paramsMax=5'))]).toEqual([false, true]);
    expect(toListQuery(parse(''))).toEqual({ limit: 25, sort: 'number', order: 'desc' });
    expect(toListQuery(parse('status=running&cursor=c'))).toEqual({
      limit: 25,
      sort: 'number',
      order: 'desc',
      status: 'running',
      cursor: 'c',
    });
  });
});
