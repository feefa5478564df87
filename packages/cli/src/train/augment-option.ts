import { NO_AUGMENTATION, type Augmentation } from '@stride/core';
import { UsageError } from '../usage-error.js';

export const AUGMENT_FORM = '"none", or some of flip, crop=PIXELS, randaugment=OPERATIONSxMAGNITUDE, mixup=ALPHA and cutmix=ALPHA with commas between';

type Part = (value: string) => Partial<Augmentation> | null;

const PARTS: Readonly<Record<string, Part>> = {
  flip: (value) => (value === '' ? { flip: true } : null),
  crop: (value) => withNumber(value, /^\d+$/, 64, (crop) => ({ crop })),
  mixup: (value) => withNumber(value, /^\d+(\.\d+)?$/, 10, (mixup) => ({ mixup })),
  cutmix: (value) => withNumber(value, /^\d+(\.\d+)?$/, 10, (cutmix) => ({ cutmix })),
  randaugment: (value) => {
    const [, operations, magnitude] = /^(\d+)x(\d+(?:\.\d+)?)$/.exec(value) ?? [];
    if (operations === undefined || magnitude === undefined || Number(operations) < 1 || Number(operations) > 14 || Number(magnitude) > 30) return null;
    return { randAugment: { operations: Number(operations), magnitude: Number(magnitude) } };
  },
};

function withNumber(value: string, form: RegExp, most: number, part: (number: number) => Partial<Augmentation>): Partial<Augmentation> | null {
  return form.test(value) && Number(value) <= most ? part(Number(value)) : null;
}

/** `flip,crop=2` and the like. @throws StrideError CONFIG_INVALID naming the part that is wrong */
export function parseAugmentation(text: string): Augmentation {
  if (text === 'none') return NO_AUGMENTATION;
  return text.split(',').reduce<Augmentation>((augmentation, item) => {
    const [name = '', value = ''] = item.trim().split('=');
    const part = Object.hasOwn(PARTS, name) ? PARTS[name]?.(value) : null;
    if (!part) throw new UsageError(`--augment has ${JSON.stringify(item)}; it takes ${AUGMENT_FORM}.`);
    return { ...augmentation, ...part };
  }, NO_AUGMENTATION);
}

/** The other way round. */
export function formatAugmentation({ crop, flip, randAugment, mixup, cutmix }: Augmentation): string {
  const parts = [
    ...(flip ? ['flip'] : []), ...(crop > 0 ? [`crop=${crop}`] : []),
    ...(randAugment ? [`randaugment=${randAugment.operations}x${randAugment.magnitude}`] : []), ...(mixup > 0 ? [`mixup=${mixup}`] : []),
    ...(cutmix > 0 ? [`cutmix=${cutmix}`] : []),
  ];
  return parts.length === 0 ? 'none' : parts.join(',');
}
