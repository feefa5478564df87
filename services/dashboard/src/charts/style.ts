/** What all charts share: axes, grid and tooltips in the page's own style. Pure. */
import type { Palette } from './palette.js';

const CHART_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';

export function textStyle(palette: Palette) {
  return { fontFamily: CHART_FONT, fontSize: 11, color: palette.muted };
}

export function valueAxis(palette: Palette, name: string, where: 'x' | 'y') {
  return {
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    nameGap: where === 'x' ? 24 : 38,
    nameTextStyle: { color: palette.muted, fontFamily: CHART_FONT, fontSize: 11 },
    scale: true,
    splitNumber: 5,
    axisLine: { show: where === 'x', lineStyle: { color: palette['line-strong'] } },
    axisTick: { show: where === 'x', lineStyle: { color: palette['line-strong'] } },
    axisLabel: { color: palette.muted, fontFamily: CHART_FONT, fontSize: 11, hideOverlap: true },
    splitLine: { show: where === 'y', lineStyle: { color: palette.line } },
  };
}

/** Around a single value, or equal ones, an axis would otherwise reach far; `cap` is what values cannot exceed. */
export function axisRange(values: readonly number[], pad: number, cap = Infinity): { min?: number; max?: number } {
  const min = Math.min(...values);
  const max = Math.max(...values);
  if (values.length === 0 || max - min > pad / 10) return {};
  const middle = Math.round((min + max) / 2 / pad);
  const round = (value: number) => Number(value.toPrecision(6));
  return { min: round(Math.max(0, (middle - 1) * pad)), max: round(Math.min(cap, (middle + 1) * pad)) };
}

export function tooltip(palette: Palette) {
  return {
    confine: true,
    backgroundColor: palette.raised,
    borderColor: palette['line-strong'],
    borderWidth: 1,
    padding: [8, 10],
    textStyle: { color: palette.ink, fontFamily: CHART_FONT, fontSize: 12 },
    extraCssText: 'box-shadow: 0 4px 16px rgb(0 0 0 / 18%); border-radius: 6px; font-variant-numeric: tabular-nums;',
  };
}

/** A heading and rows of name and value. Nothing in it comes from a user, yet all is escaped. */
export function tooltipHtml(heading: string, rows: readonly (readonly [string, string])[]): string {
  const cells = rows.map(([name, value]) => {
    const nameCell = `<td style="padding-right:14px;opacity:.75">${escape(name)}</td>`;
    return `<tr>${nameCell}<td style="text-align:right">${escape(value)}</td></tr>`;
  });
  const title = `<strong style="font-weight:600">${escape(heading)}</strong>`;
  return `${title}<table style="border-spacing:0;margin-top:2px">${cells.join('')}</table>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function animation() {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return { animation: !still, animationDuration: 250, animationDurationUpdate: 250 };
}
