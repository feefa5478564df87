import { DocumentReader, pointer } from '../documents/reader.js';
import { integerBetween, numberBetween, oneOf, type Rule } from '../documents/rules.js';
import type { Progressive, ProgressiveStage, Strength } from './progressive.js';

const MAX_STAGES = 100;

const STRENGTH: { readonly [K in keyof Strength]: Rule<number> } = {
  imageSize: integerBetween(1, 8192), magnitude: numberBetween(0, 30), mixup: numberBetween(0, 10), dropout: numberBetween(0, 0.99),
};
const STAGE: { readonly [K in keyof ProgressiveStage]: Rule<number> } = { share: numberBetween(0, 1), ...STRENGTH };

/**
 * Checks a JSON document and returns it as a schedule. Whether it suits a network and a number of steps is for
 * `progressiveStages` to say.
 * @throws StrideError PROXY_TASK_INVALID whose `issues` name everything that is wrong
 */
export function validateProgressive(document: unknown): Progressive {
  const reader = new DocumentReader();
  readProgressive(reader, document);
  reader.finish('PROXY_TASK_INVALID', 'progressive schedule');
  // No issue means that every field was read.
  return document as Progressive;
}

function readProgressive(reader: DocumentReader, document: unknown): void {
  const kind = (document as { kind?: unknown } | null)?.kind;
  const names = kind === 'linear' ? ['kind', 'stages', 'from'] : kind === 'custom' ? ['kind', 'stages'] : ['kind'];
  const fields = reader.object('', document, names);
  if (fields === null || !reader.value('/kind', kind, oneOf(['none', 'linear', 'custom']))) return;
  if (kind === 'linear') {
    reader.value('/stages', fields['stages'], integerBetween(2, MAX_STAGES));
    readNumbers(reader, '/from', fields['from'], STRENGTH);
  }
  if (kind === 'custom') {
    reader.list('/stages', fields['stages'], 1, MAX_STAGES)?.forEach((stage, index) => readNumbers(reader, `/stages/${index}`, stage, STAGE));
  }
}

function readNumbers(reader: DocumentReader, path: string, document: unknown, rules: Readonly<Record<string, Rule<number>>>): void {
  const fields = reader.object(path, document, Object.keys(rules));
  if (fields === null) return;
  for (const [name, rule] of Object.entries(rules)) reader.value(pointer(path, name), fields[name], rule);
}
