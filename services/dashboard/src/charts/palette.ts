import { useMemo } from 'react';
import { useTheme, type Theme } from '../ui/theme.js';

const NAMES = [
  'surface',
  'raised',
  'line',
  'line-strong',
  'ink',
  'muted',
  'faint',
  'accent',
  'mbconv',
  'fused',
  'bad',
  'good',
  'warn',
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-7',
  'series-8',
] as const;

/** Colors of lines that are told apart: by Okabe and Ito, for those who see few hues, too; darker or lighter where a background asks for it. */
export const SERIES = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6', 'series-7', 'series-8'] as const satisfies readonly (typeof NAMES)[number][];

/** The page's colors as a canvas takes them. */
export type Palette = Readonly<Record<(typeof NAMES)[number], string>>;

export function usePalette(): Palette {
  const theme = useTheme();
  return useMemo(() => readPalette(theme), [theme]);
}

/** Custom properties hold light-dark() as written; only a real property of an element holds the color that it became. */
function readPalette(theme: Theme): Palette {
  const probe = document.createElement('span');
  probe.style.display = 'none';
  probe.style.colorScheme = theme;
  document.body.append(probe);
  const colors = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(colors) as Palette;
}
