import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLoading } from './keep-loading.js';

describe('loading a snapshot', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is tried again, ever more slowly, until it works', async () => {
    const errors: unknown[] = [];
    const tries: number[] = [];
    const done = keepLoading(async () => {
      tries.push(Date.now());
      if (tries.length < 7) throw new Error(`${tries.length}`);
    }, new AbortController().signal, (error) => {
      errors.push(error);
      return 'go on';
    });
    await vi.runAllTimersAsync();
    await done;
    expect(errors).toHaveLength(6);
    expect(tries.slice(1).map((at, index) => (at - (tries[index] ?? 0)) / 1000)).toEqual([1, 2, 4, 8, 10, 10]);
  });

  it('ends when there is no more use in it, or nobody wants it any more', async () => {
    let tries = 0;
    const fail = async () => {
      tries += 1;
      throw new Error('no');
    };
    await keepLoading(fail, new AbortController().signal, () => 'give up');
    expect(tries).toBe(1);
    const aborter = new AbortController();
    const waiting = keepLoading(fail, aborter.signal, () => 'go on');
    await vi.advanceTimersByTimeAsync(500);
    aborter.abort();
    await waiting;
    expect(tries).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});
