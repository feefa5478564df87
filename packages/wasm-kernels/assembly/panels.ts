/** Columns of a panel: two vectors, as many as a 4-row tile of sums leaves registers for. */
export const PANEL: i32 = 8;

/**
 * Packs a matrix of any strides (in elements) into panels of 8 columns, each [rows, 8], the last one filled up with
 * zeros. Panels lie `panelStride` elements apart, so that several calls can fill consecutive rows of them.
 */
export function packPanels(
  from: usize, rows: i32, columns: i32, rowStride: i32, columnStride: i32, to: usize, panelStride: i32,
): void {
  for (let first = 0; first < columns; first += PANEL, to += <usize>panelStride << 2) {
    const count = min(PANEL, columns - first);
    for (let row = 0; row < rows; row++) {
      const source = from + (<usize>(row * rowStride + first * columnStride) << 2);
      const target = to + (<usize>(row * PANEL) << 2);
      if (columnStride === 1 && count === PANEL) {
        v128.store(target, v128.load(source));
        v128.store(target, v128.load(source, 16), 16);
        continue;
      }
      let column = 0;
      for (; column < count; column++) {
        f32.store(target + (<usize>column << 2), f32.load(source + (<usize>(column * columnStride) << 2)));
      }
      for (; column < PANEL; column++) f32.store(target + (<usize>column << 2), 0);
    }
  }
}
