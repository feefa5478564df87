import { describe, expect, it } from 'vitest';
import { bigCount, change, compact, milliseconds, NOTHING, percent, reward, signed } from './numbers.js';
import { age, duration } from './time.js';

describe('numbers', () => {
  it('shows a dash where nothing was measured, and zero as zero', () => {
    expect([percent(null), reward(undefined), milliseconds(null), compact(null)]).toEqual([
      NOTHING,
      NOTHING,
      NOTHING,
      NOTHING,
    ]);
    expect([percent(0), reward(0), compact(0)]).toEqual(['0.00 %', '0.0000', '0']);
  });

  it('keeps three significant digits across the scales', () => {
    expect([999, 1000, 47_210, 99_960, 718_086_176, 999_600, 208_119_808].map(compact)).toEqual([
      '999',
      '1.00k',
      '47.2k',
      '100k',
      '718M',
      '1.00M',
      '208M',
    ]);
    expect([8.137, 81.37, 813.7, 1234.5].map(milliseconds)).toEqual(['8.14', '81.4', '814', '1,235']);
  });

  it('writes counts beyond 2^53 from their digits', () => {
    expect(bigCount('46656')).toBe('46,656');
    expect(bigCount('1208925819614629174706176')).toBe('1.20 × 10²⁴');
  });

  it('signs a change', () => {
    expect([0.83, 1.2, 1, 99.9].map(change)).toEqual(['−17 %', '+20 %', '±0 %', '×100']);
    expect([-1.5, 0, 2].map((value) => signed(value))).toEqual(['−1.50', '+0.00', '+2.00']);
  });
});

describe('time', () => {
  it('uses two units at most and carries them over', () => {
    expect([0, 59.6, 75, 3599.7, 3660, 86_399, 90_000].map(duration)).toEqual([
      '0 s',
      '1 min',
      '1 min 15 s',
      '1 h',
      '1 h 1 min',
      '1 d',
      '1 d 1 h',
    ]);
    expect(duration(Number.NaN)).toBe(NOTHING);
  });

  it('tells an age, forgiving a clock that is ahead', () => {
    const now = Date.parse('2026-01-02T00:00:00Z');
    expect(
      ['2026-01-02T00:00:09Z', '2026-01-01T23:59:30Z', '2026-01-01T23:55:00Z', '2025-12-31T00:00:00Z'].map((instant) =>
        age(instant, now),
      ),
    ).toEqual(['now', '30 s ago', '5 min ago', '2 d ago']);
  });
});
