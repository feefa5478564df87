/** Of seconds, for people. */
export function inWords(seconds: number): string {
  return seconds < 100 ? `about ${Math.round(seconds)} s left` : `about ${Math.round(seconds / 60)} min left`;
}
