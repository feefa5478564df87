import * as echarts from 'echarts';
import type { EChartsOption } from 'echarts';

export type PlotOption = EChartsOption;

/** In pixels; an SVG scales to whatever it is shown at. */
export interface PlotSize {
  readonly width?: number;
  readonly height?: number;
}

/** The SVG document of a plot, ready for a file. */
export function renderSvg(option: PlotOption, { width = 860, height = 480 }: PlotSize = {}): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, backgroundColor: '#FFFFFF', ...option });
    return `${chart.renderToSVGString()}\n`;
  } finally {
    chart.dispose();
  }
}
