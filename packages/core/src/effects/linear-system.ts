/** Symmetric positive definite systems of a few hundred unknowns. Matrices are rows after one another. */

/**
 * The inverse of a symmetric positive definite matrix, by Cholesky's factors.
 * @param matrix n * n numbers; left as it is
 * @throws RangeError when it is not positive definite
 */
export function inverseOf(matrix: Float64Array, n: number): Float64Array {
  const lower = factorOf(matrix, n);
  const inverse = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let at = 0; at < n; at += 1) {
    column.fill(0);
    column[at] = 1;
    solveInPlace(lower, n, column);
    for (let row = 0; row < n; row += 1) inverse[row * n + at] = column[row] as number;
  }
  return inverse;
}

/** L of L * transposed L, below the diagonal and on it. */
function factorOf(matrix: Float64Array, n: number): Float64Array {
  const lower = Float64Array.from(matrix);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = lower[row * n + column] as number;
      for (let k = 0; k < column; k += 1) sum -= (lower[row * n + k] as number) * (lower[column * n + k] as number);
      if (row !== column) lower[row * n + column] = sum / (lower[column * n + column] as number);
      else if (sum > 0) lower[row * n + row] = Math.sqrt(sum);
      else throw new RangeError('the matrix is not positive definite');
    }
  }
  return lower;
}

function solveInPlace(lower: Float64Array, n: number, values: Float64Array): void {
  for (let row = 0; row < n; row += 1) {
    let sum = values[row] as number;
    for (let k = 0; k < row; k += 1) sum -= (lower[row * n + k] as number) * (values[k] as number);
    values[row] = sum / (lower[row * n + row] as number);
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = values[row] as number;
    for (let k = row + 1; k < n; k += 1) sum -= (lower[k * n + row] as number) * (values[k] as number);
    values[row] = sum / (lower[row * n + row] as number);
  }
}

export function productOf(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    for (let k = 0; k < n; k += 1) {
      const factor = a[row * n + k] as number;
      if (factor === 0) continue;
      for (let column = 0; column < n; column += 1) product[row * n + column]! += factor * (b[k * n + column] as number);
    }
  }
  return product;
}
