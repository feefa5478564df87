import { describe, expect, it } from 'vitest';
import { Rounds } from './rounds.js';

/** Work whose end the test decides. */
function controlled() {
  const log: string[] = [];
  const open: (() => void)[] = [];
  const work = async (key: string) => {
    log.push(key);
    await new Promise<void>((resolve) => open.push(resolve));
  };
  const finishNext = async () => {
    open.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { log, work, finishNext };
}

describe('Rounds', () => {
  it('runs one at a time for a key and once more for all wakes in between', async () => {
    const { log, work, finishNext } = controlled();
    const rounds = new Rounds(work, () => {});
    rounds.wake('a');
    rounds.wake('a');
    rounds.wake('a');
    expect(log).toEqual(['a']);
    await finishNext();
    expect(log).toEqual(['a', 'a']);
    await finishNext();
    await rounds.idle();
    expect(log).toEqual(['a', 'a']);
  });

  it('runs different keys side by side', () => {
    const { log, work } = controlled();
    const rounds = new Rounds(work, () => {});
    rounds.wake('a');
    rounds.wake('b');
    expect(log).toEqual(['a', 'b']);
  });

  it('goes on after an error', async () => {
    const errors: unknown[] = [];
    let calls = 0;
    const rounds = new Rounds(async () => { calls += 1; if (calls === 1) throw new Error('once'); }, (error) => errors.push(error));
    rounds.wake('a');
    await rounds.idle();
    rounds.wake('a');
    await rounds.idle();
    expect(calls).toBe(2);
    expect(errors).toHaveLength(1);
  });
});
