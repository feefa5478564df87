import { createHash } from 'node:crypto';
import type { Split } from '@stride/core';

/**
 * Divides a published training split into training and validation. The images are ordered by a seeded hash of their bytes,
 * so the division depends on nothing but the images, and every prefix of either part is a fair sample. An image that
 * occurs more than once stays in training with all its copies, so that nothing seen in training is asked in validation.
 *
 * @param seed changing it makes results incomparable with older ones
 * @param count images for validation; fewer where too few are unique
 */
export function holdOut(published: Split, count: number, seed: string): { train: Split; validation: Split } {
  const pixels = published.images.length / published.size;
  const keys = Array.from({ length: published.size }, (_, index) =>
    createHash('sha256').update(seed).update(published.images.subarray(index * pixels, (index + 1) * pixels)).digest('hex'));
  const copies = new Map<string, number>();
  for (const key of keys) copies.set(key, (copies.get(key) ?? 0) + 1);

  const order = keys.map((key, index) => ({ key, index }));
  // Copies keep the order of the file.
  order.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index));
  const validation = order.filter(({ key }) => copies.get(key) === 1).slice(0, count);
  const held = new Set(validation.map(({ index }) => index));
  const train = order.filter(({ index }) => !held.has(index));
  return { train: pick(published, pixels, train), validation: pick(published, pixels, validation) };
}

function pick(from: Split, pixels: number, chosen: readonly { index: number }[]): Split {
  const images = new Uint8Array(chosen.length * pixels);
  const labels = from.labels instanceof Uint16Array ? new Uint16Array(chosen.length) : new Uint8Array(chosen.length);
  chosen.forEach(({ index }, row) => {
    images.set(from.images.subarray(index * pixels, (index + 1) * pixels), row * pixels);
    labels[row] = from.labels[index] as number;
  });
  return { size: chosen.length, images, labels };
}
