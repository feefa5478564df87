/** A table as its file says it; docs/tables.md explains every field. */
export interface TableDocument {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly decisions: readonly { readonly name: string; readonly choices: readonly (string | number)[] }[];
  /** Index vectors, one a point; or every encoding in row-major order. */
  readonly points: 'all' | readonly (readonly number[])[];
  readonly metrics: Readonly<Record<string, MetricDocument>>;
  /** May be left out where there is one metric beside the cost. */
  readonly reward?: RewardDocument;
  /** The metric that holds the seconds of a whole training. */
  readonly cost?: string;
}

export type Goal = 'maximize' | 'minimize';

export interface MetricDocument {
  readonly goal: Goal;
  readonly unit?: string;
  /** Standard deviation of one training, where the values have no repeats that show it. */
  readonly noise?: number;
  /** Amounts of training at which values were taken, ascending, the last one the whole. */
  readonly fidelities?: readonly number[];
  /** One value a point; with `fidelities` one such list for each amount. */
  readonly values: readonly ValueDocument[] | readonly (readonly ValueDocument[])[];
}

/** A result, results of several seeds, or a failure. */
export type ValueDocument = number | null | readonly (number | null)[];

export type RewardDocument = string | { readonly product: readonly FactorDocument[] };

export interface FactorDocument {
  readonly metric: string;
  readonly exponent: number;
  /** The value is divided by it first; 1 where it is left out. */
  readonly reference?: number;
}
