/** What decisions and choices are called. Pure. */

const KINDS: Readonly<Record<string, string>> = {
  op: 'block', kernel: 'kernel', stride: 'stride', expansion: 'expansion', channels: 'channels', layers: 'layers', squeezeExcite: 'squeeze-excite',
};

export interface DecisionPlace {
  /** `stage 3`, `stem`, `head`, `input` or what else the path begins with. */
  readonly part: string;
  readonly kind: string;
}

/** `/stages/2/expansion` is the expansion of stage 3. */
export function placeOf(path: string): DecisionPlace {
  const [first = '', second = '', third] = path.split('/').slice(1);
  if (first === 'stages') return { part: `stage ${Number(second) + 1}`, kind: KINDS[third ?? ''] ?? third ?? '' };
  if (second === '') return { part: 'network', kind: first };
  return { part: first, kind: KINDS[second] ?? second };
}

export function nameOf(path: string): string {
  const { part, kind } = placeOf(path);
  return `${part}: ${kind}`;
}

export function choiceName(kind: string, choice: string | number): string {
  if (choice === 'mbconv') return 'MBConv';
  if (choice === 'fused_mbconv') return 'Fused';
  if (kind === 'kernel') return `${choice}×${choice}`;
  return String(choice);
}
