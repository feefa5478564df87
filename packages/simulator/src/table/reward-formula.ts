/** What makes a reward of metrics: the higher the better. */
export interface RewardFormula {
  readonly text: string;
  readonly metrics: readonly string[];
  /** Of the value of each metric in the order of `metrics`. NaN where one of them is. */
  of(values: readonly number[]): number;
}

export interface Factor {
  readonly metric: string;
  readonly exponent: number;
  /** What the value is divided by. */
  readonly reference: number;
}

export function metricReward(metric: string, goal: 'maximize' | 'minimize'): RewardFormula {
  return goal === 'maximize'
    ? { text: metric, metrics: [metric], of: ([value = Number.NaN]) => value }
    : { text: `-${metric}`, metrics: [metric], of: ([value = Number.NaN]) => -value };
}

/** The joint reward of EfficientNetV2 (arXiv 2104.00298, section 3.2) over any metrics: the product of (value / reference)^exponent. */
export function productReward(factors: readonly Factor[]): RewardFormula {
  return {
    text: factors.map(({ metric, exponent }) => (exponent === 1 ? metric : `${metric}^${exponent}`)).join(' * '),
    metrics: factors.map(({ metric }) => metric),
    of: (values) => factors.reduce((product, { exponent, reference }, at) => product * ((values[at] ?? Number.NaN) / reference) ** exponent, 1),
  };
}
