/**
 * How many standard deviations the rank sum of `a` is above what it would be if both came from the same distribution: beyond
 * 1.64, `a` is larger than chance makes it in one case of twenty. 0 where either is empty.
 * Source: Mann & Whitney 1947, with the normal approximation; ties share their middle rank.
 */
export function rankSumDeviation(a: readonly number[], b: readonly number[]): number {
  const [m, n] = [a.length, b.length];
  if (m === 0 || n === 0) return 0;
  let wins = 0;
  for (const x of a) for (const y of b) wins += x > y ? 1 : x === y ? 0.5 : 0;
  return (wins - (m * n) / 2) / Math.sqrt((m * n * (m + n + 1)) / 12);
}
