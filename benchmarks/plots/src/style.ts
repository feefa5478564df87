/** What all plots share: they are read on a white page, by people who may not tell red from green. */
import type { EChartsOption } from 'echarts';

/** Okabe & Ito's colors that stand out on white, most distinct first; all differ in lightness too. */
export const PALETTE: readonly string[] = ['#0072B2', '#E69F00', '#009E73', '#D55E00', '#CC79A7', '#56B4E9', '#000000'];

/** Marks of lines, so that a plot can be read in grey. */
export const SYMBOLS: readonly string[] = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin', 'emptyCircle'];

export const TEXT = '#222222';
export const FAINT = '#D9D9D9';
/** Unquoted: quotes would end the style attribute of the SVG. */
export const FONT = 'Helvetica, Arial, Liberation Sans, sans-serif';

/** A plot's words. Every axis has a name with its unit. */
export interface PlotText {
  readonly title: string;
  /** What was measured, on which device. */
  readonly subtitle?: string;
  /** With its unit, e.g. `image size (px)`. */
  readonly xName: string;
  readonly yName: string;
}

const axisText = { color: TEXT, fontFamily: FONT, fontSize: 13 } as const;

/** Title above, legend below it, and room for both axes' names. */
export function frame({ title, subtitle }: PlotText): EChartsOption {
  return {
    backgroundColor: '#FFFFFF', color: [...PALETTE], animation: false,
    textStyle: { fontFamily: FONT, fontSize: 13, color: TEXT },
    title: {
      text: title, left: 20, top: 14, itemGap: 6,
      textStyle: { fontFamily: FONT, fontSize: 17, fontWeight: 'bold', color: TEXT },
      ...(subtitle === undefined ? {} : { subtext: subtitle, subtextStyle: { fontFamily: FONT, fontSize: 13, color: '#555555' } }),
    },
    legend: { top: subtitle === undefined ? 44 : 66, left: 20, itemGap: 18, textStyle: axisText },
    grid: { left: 82, right: 30, top: subtitle === undefined ? 86 : 108, bottom: 66 },
  };
}

/** Along the bottom. */
export const xAxis = (name: string) => ({
  name, nameLocation: 'middle', nameGap: 36, nameTextStyle: axisText, axisLabel: axisText, axisLine: { lineStyle: { color: TEXT } },
} as const);

/** Up the left side. */
export const yAxis = (name: string) => ({
  name, nameLocation: 'middle', nameGap: 56, nameTextStyle: axisText, axisLabel: axisText, splitLine: { lineStyle: { color: FAINT } },
} as const);
