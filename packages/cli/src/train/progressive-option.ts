import { readFileSync } from 'node:fs';
import { linearProgressive, NOT_PROGRESSIVE, StrideError, validateProgressive, type Architecture, type Progressive, type ProxyTask, type Strength } from '@stride/core';
import { UsageError } from '../usage-error.js';

export const PROGRESSIVE_FORM = '"none", "linear" with any of stages=N, size=PIXELS, magnitude=M, mixup=ALPHA and dropout=X to begin with after commas, or a .json file with a schedule';

type Given = Partial<Strength> & { readonly stages?: number };

const NUMBERS: Readonly<Record<string, { readonly field: keyof Given; readonly form: RegExp; readonly most: number }>> = {
  stages: { field: 'stages', form: /^\d+$/, most: 100 },
  size: { field: 'imageSize', form: /^\d+$/, most: 8192 },
  magnitude: { field: 'magnitude', form: /^\d+(\.\d+)?$/, most: 30 },
  mixup: { field: 'mixup', form: /^\d+(\.\d+)?$/, most: 10 },
  dropout: { field: 'dropout', form: /^\d+(\.\d+)?$/, most: 0.99 },
};

/**
 * `none`, `linear,size=14` and the like, or the name of a file with a schedule as the API takes it. Whether the schedule suits
 * the network is for the training to say.
 * @throws StrideError CONFIG_INVALID naming the part that is wrong, PROXY_TASK_INVALID naming what is wrong in the file
 */
export function parseProgressive(text: string, architecture: Architecture, task: Pick<ProxyTask, 'augmentation' | 'dropout'>): Progressive {
  if (text === 'none') return NOT_PROGRESSIVE;
  if (text.endsWith('.json')) return validateProgressive(readDocument(text));
  const [kind, ...parts] = text.split(',').map((part) => part.trim());
  if (kind !== 'linear') throw refused(kind ?? '');
  return linearProgressive(architecture, task, parts.reduce<Given>((given, part) => ({ ...given, ...numberOf(part) }), {}));
}

function numberOf(part: string): Given {
  const [name = '', value = ''] = part.split('=');
  const rule = Object.hasOwn(NUMBERS, name) ? NUMBERS[name] : undefined;
  if (!rule || !rule.form.test(value) || Number(value) > rule.most) throw refused(part);
  return { [rule.field]: Number(value) };
}

function refused(part: string): StrideError {
  return new UsageError(`--progressive has ${JSON.stringify(part)}; it takes ${PROGRESSIVE_FORM}.`);
}

function readDocument(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new StrideError('CONFIG_INVALID', missing ? `There is no file ${file}.` : `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** For a sentence: `images of 14 to 28 pixels in 4 stages`. */
export function describeProgressive(progressive: Progressive, { input: { height } }: Architecture): string {
  switch (progressive.kind) {
    case 'none': return `images of ${height} pixels throughout`;
    case 'linear': {
      const { stages, from: { imageSize } } = progressive;
      return imageSize === height ? `images of ${height} pixels in ${stages} stages of regularization` : `images of ${imageSize} to ${height} pixels in ${stages} stages`;
    }
    case 'custom': return `images of ${progressive.stages.map(({ imageSize }) => imageSize).join(', ')} pixels in turn`;
  }
}
