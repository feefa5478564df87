/** The word that was probably meant, if one is near enough. */
export function nearest(word: string, words: readonly string[]): string | null {
  const ranked = words.map((other) => ({ other, distance: editDistance(word.toLowerCase(), other) })).sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  if (best !== undefined && best.distance <= Math.max(1, Math.floor(Math.max(word.length, best.other.length) / 3))) return best.other;
  return words.find((other) => word.length >= 3 && other.startsWith(word)) ?? null;
}

/** Letters to add, leave out, replace or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const at = (k: number, l: number) => (k === i ? row[l] : rows[k]?.[l]) ?? 0;
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(replaced, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
