import { useMemo } from 'react';
import { useTheme, type Theme } from '../ui/theme.js';
import { SERIES } from './series.js';

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
  ...SERIES,
] as const;


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
