import { describe, expect, it } from 'vitest';
import { filteredBy, readQuery, sortedBy, toListQuery, writeQuery } from './table-query.js';

const parse = (text: string) => readQuery(new URLSearchParams(text));

describe('candidate table query', () => {
  it('round-trips through the address', () => {
    for (const text of [
      '',
      'sort=reward',
      'order=asc&status=failed',
      'sort=stepTimeMs&order=asc&cursor=abc%3D&page=3',
    ]) {
      expect(writeQuery(parse(text)).toString()).toBe(text);
    }
  });

  it('takes what it does not understand as unsaid', () => {
    expect(parse('sort=color&order=up&status=lost&page=-4')).toEqual(parse(''));
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
    expect(filteredBy(paged, 'failed')).toMatchObject({ cursor: null, page: 0, status: 'failed' });
  });

  it('sends the API only what is set', () => {
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
