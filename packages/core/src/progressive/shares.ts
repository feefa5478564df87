/** The first step of each stage; a stage whose share is too small for a step begins where the next one does. */
export function startsOf(shares: readonly number[], steps: number): number[] {
  let before = 0;
  return shares.map((share) => {
    const start = Math.round(before * steps);
    before += share;
    return start;
  });
}
