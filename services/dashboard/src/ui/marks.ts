/** Moments of the page for whoever measures it, in the browser's own timeline: a canvas cannot be asked whether it is drawn. */

/** What a search is read by: once these are there, the page can be used. */
const NEEDED = ['stride:scatter-drawn', 'stride:table-shown'] as const;
const USABLE = 'stride:usable';

/** Keeps the latest of each name only: a page that is open for days must not gather them. */
export function mark(name: `stride:${string}`, detail?: unknown): void {
  performance.clearMarks(name);
  performance.mark(name, { detail });
  if (name === USABLE || !NEEDED.every((needed) => has(needed)) || has(USABLE)) return;
  performance.mark(USABLE);
}

/** Another search is about to be shown: what was there of the one before does not count. */
export function clearUsable(): void {
  for (const name of [...NEEDED, USABLE]) performance.clearMarks(name);
}

function has(name: string): boolean {
  return performance.getEntriesByName(name, 'mark').length > 0;
}
