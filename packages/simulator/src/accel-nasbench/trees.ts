/** A leaf's value, or: feature, threshold, and where in the tree the left and the right node are. */
type Node = number | readonly [feature: number, threshold: number, left: number, right: number];

export interface TreesDocument {
  /** Whether the sum is a logarithm. */
  readonly log: boolean;
  readonly base: number;
  readonly trees: readonly (readonly Node[])[];
}

const LEAF = -1;

/** Gradient-boosted trees, laid out flat: a prediction visits thousands of nodes. */
export class BoostedTrees {
  readonly #isLog: boolean;
  readonly #base: number;
  readonly #roots: Int32Array;
  readonly #features: Int8Array;
  /** Thresholds, and values at leaves. */
  readonly #values: Float64Array;
  readonly #left: Int32Array;
  readonly #right: Int32Array;

  constructor({ log, base, trees }: TreesDocument) {
    this.#isLog = log;
    this.#base = base;
    const count = trees.reduce((sum, { length }) => sum + length, 0);
    this.#roots = new Int32Array(trees.length);
    this.#features = new Int8Array(count);
    this.#values = new Float64Array(count);
    this.#left = new Int32Array(count);
    this.#right = new Int32Array(count);
    let start = 0;
    trees.forEach((tree, index) => {
      this.#roots[index] = start;
      tree.forEach((node, at) => this.#set(start, start + at, node));
      start += tree.length;
    });
  }

  /** The sum of leaves and base, and exp() of it where that is a logarithm; left is where feature < threshold. */
  predict(features: ArrayLike<number>): number {
    let sum = this.#base;
    for (const root of this.#roots) {
      let node = root;
      for (let feature = this.#features[node] as number; feature !== LEAF; feature = this.#features[node] as number) {
        node = ((features[feature] as number) < (this.#values[node] as number) ? this.#left[node] : this.#right[node]) as number;
      }
      sum += this.#values[node] as number;
    }
    return this.#isLog ? Math.exp(sum) : sum;
  }

  #set(start: number, at: number, node: Node): void {
    if (typeof node === 'number') {
      this.#features[at] = LEAF;
      this.#values[at] = node;
      return;
    }
    const [feature, threshold, left, right] = node;
    this.#features[at] = feature;
    this.#values[at] = threshold;
    this.#left[at] = start + left;
    this.#right[at] = start + right;
  }
}
