import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Theme = 'light' | 'dark';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const TOKENS = new Map([...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
  ([, name, light, dark]) => [name as string, { light: light as string, dark: dark as string }]));

/** Text of any size: WCAG 2.2, 1.4.3 (AA). */
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ...['ink', 'muted', 'faint', 'accent', 'accent-strong', 'warn-text', 'bad'].map((name) => [name, ['page', 'surface', 'raised', 'sunken']] as const),
  ['on-accent', ['accent', 'accent-strong']],
  ['ink', ['accent-soft', 'bad-soft']],
  ['muted', ['bad-soft', 'accent-soft']],
  ['accent', ['accent-soft']],
  ['bad', ['bad-soft']],
];
/** Marks that carry a meaning, and edges of controls: WCAG 2.2, 1.4.11. */
const MARKS = ['line-strong', 'good', 'warn', 'bad', 'accent', 'mbconv', 'fused', 'faint', ...Array.from({ length: 8 }, (_, index) => `series-${index + 1}`)];

describe('the tokens', () => {
  it.each(['light', 'dark'] as const)('let every text be read, %s', (theme) => {
    expect(TEXT.flatMap(([name, grounds]) => grounds.flatMap((ground) => tooFaint(name, ground, theme, 4.5)))).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('let every mark be seen, %s', (theme) => {
    expect(MARKS.flatMap((name) => ['surface', 'page'].flatMap((ground) => tooFaint(name, ground, theme, 3)))).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('tell the kinds of blocks apart by their lightness alone, %s', (theme) => {
    const [mbconv, fused, plain] = ['mbconv', 'fused', 'plain-block'].map((name) => luminance(colorOf(name, theme))) as [number, number, number];
    expect(ratio(mbconv, fused)).toBeGreaterThan(1.15);
    expect(ratio(mbconv, plain)).toBeGreaterThan(1.15);
  });
});

function tooFaint(name: string, ground: string, theme: Theme, least: number): string[] {
  const contrast = ratio(luminance(colorOf(name, theme)), luminance(colorOf(ground, theme)));
  return contrast >= least ? [] : [`--${name} on --${ground}: ${contrast.toFixed(2)} instead of ${least}`];
}

function colorOf(name: string, theme: Theme): string {
  const token = TOKENS.get(name);
  if (token === undefined) throw new Error(`tokens.css has no color --${name}`);
  return token[theme];
}

function ratio(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance of an sRGB color. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
