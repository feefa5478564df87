/** Colors of lines that are told apart: by Okabe and Ito, for those who see few hues, too; darker or lighter where a background asks for it. */
export const SERIES = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6', 'series-7', 'series-8'] as const;
export type SeriesColor = (typeof SERIES)[number];

/** The color of the line in that place of a list. */
export function seriesColor(place: number): SeriesColor {
  return SERIES[place % SERIES.length] as SeriesColor;
}
