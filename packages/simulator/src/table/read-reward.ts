import { numberBetween, oneOf, pointer, show, type Rule } from '@stride/core';
import type { IssueList } from './issue-list.js';
import { metricReward, productReward, type Factor, type RewardFormula } from './reward-formula.js';
import type { Metric } from './table.js';

const EXPONENT: Rule<number> = {
  expected: 'a number other than 0', accepts: (value): value is number => typeof value === 'number' && Number.isFinite(value) && value !== 0,
};
const REFERENCE = numberBetween(Number.MIN_VALUE, Number.MAX_VALUE);

/** The formula of a table's reward; null when something is wrong with it, which has been reported. */
export function readReward(reader: IssueList, document: unknown, metrics: ReadonlyMap<string, Metric>, cost: string | null): RewardFormula | null {
  const names = [...metrics.keys()];
  const others = names.filter((name) => name !== cost);
  if (document === undefined && others.length === 1) return ofMetric(others[0] as string, metrics);
  if (document === undefined) {
    reader.report('/reward', `found nothing; expected one of the metrics ${names.map(show).join(', ')}, or a product of some`);
    return null;
  }
  if (typeof document === 'string') return reader.value('/reward', document, oneOf(names)) ? ofMetric(document, metrics) : null;
  const fields = reader.object('/reward', document, ['product']);
  const items = fields === null ? null : reader.list('/reward/product', fields['product'], 1, 100);
  if (items === null) return null;
  const factors = items.map((item, at) => readFactor(reader, pointer('/reward/product', at), item, metrics));
  const sound = factors.filter((factor) => factor !== null);
  if (sound.length < factors.length) return null;
  return haveSameFidelities(reader, sound, metrics) ? productReward(sound) : null;
}

function ofMetric(name: string, metrics: ReadonlyMap<string, Metric>): RewardFormula {
  return metricReward(name, (metrics.get(name) as Metric).goal);
}

function readFactor(reader: IssueList, path: string, document: unknown, metrics: ReadonlyMap<string, Metric>): Factor | null {
  const fields = reader.object(path, document, ['metric', 'exponent'], ['reference']);
  if (fields === null) return null;
  const { metric: name, exponent, reference = 1 } = fields;
  const isSound = [
    reader.value(pointer(path, 'metric'), name, oneOf([...metrics.keys()])),
    reader.value(pointer(path, 'exponent'), exponent, EXPONENT),
    reader.value(pointer(path, 'reference'), reference, REFERENCE),
  ].every(Boolean);
  if (!isSound) return null;
  const factor = { metric: name as string, exponent: exponent as number, reference: reference as number };
  return agrees(reader, path, factor, metrics.get(factor.metric) as Metric) ? factor : null;
}

function agrees(reader: IssueList, path: string, { metric: name, exponent }: Factor, { goal, values }: Metric): boolean {
  if ((exponent > 0) !== (goal === 'maximize')) {
    reader.report(pointer(path, 'exponent'), `found ${exponent} for ${name}, which is to ${goal}; expected a ${goal === 'maximize' ? 'positive' : 'negative'} exponent`);
    return false;
  }
  const least = values.reduce((minimum, one) => Math.min(minimum, one.least()), Infinity);
  if (least > 0 || (least === 0 && exponent > 0)) return true;
  reader.report(pointer(path, 'metric'), `found the value ${least} of ${name} in a product; expected values above 0`);
  return false;
}

/** What rungs see is the reward at one amount of training, so all that changes with training is known at the same amounts. */
function haveSameFidelities(reader: IssueList, factors: readonly Factor[], metrics: ReadonlyMap<string, Metric>): boolean {
  const [first, ...others] = factors.flatMap(({ metric }, at) => {
    const fidelities = metrics.get(metric)?.fidelities ?? null;
    return fidelities === null ? [] : [{ metric, at, fidelities }];
  });
  const other = others.find(({ fidelities }) => fidelities.join() !== first?.fidelities.join());
  if (first === undefined || other === undefined) return true;
  reader.report(`/reward/product/${other.at}/metric`, `found ${other.metric} with the fidelities ${other.fidelities.join(', ')}; expected those of ${first.metric}: ${first.fidelities.join(', ')}`);
  return false;
}
