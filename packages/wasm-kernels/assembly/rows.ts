import { loadLanes, storeLanes } from './lanes';
import { sigmoid } from './sigmoid';

// Small matrices [rows, columns] of a layer on pooled features.

/** Adds a row to every row, in place. */
export function addRow(x: usize, rows: i32, columns: i32, row: usize): void {
  for (let r = 0; r < rows; r++, x += <usize>columns << 2) {
    for (let left = columns, i: usize = 0; left > 0; left -= 4, i += 16) {
      storeLanes(x + i, f32x4.add(loadLanes(x + i, left), loadLanes(row + i, left)), left);
    }
  }
}

/** The sum of all rows. */
export function sumRows(x: usize, rows: i32, columns: i32, sum: usize): void {
  memory.fill(sum, 0, <usize>columns << 2);
  for (let r = 0; r < rows; r++, x += <usize>columns << 2) addRow(sum, 1, columns, x);
}

/** y = sigmoid(x); y may be x. */
export function sigmoids(x: usize, count: i32, y: usize): void {
  for (let left = count, i: usize = 0; left > 0; left -= 4, i += 16) storeLanes(y + i, sigmoid(loadLanes(x + i, left)), left);
}

/** dx = dy * s (1 - s) with s = sigmoid(x). */
export function sigmoidGradient(dy: usize, s: usize, count: i32, dx: usize): void {
  for (let left = count, i: usize = 0; left > 0; left -= 4, i += 16) {
    const value = loadLanes(s + i, left);
    storeLanes(dx + i, f32x4.mul(loadLanes(dy + i, left), f32x4.sub(value, f32x4.mul(value, value))), left);
  }
}
