/** Plots of benchmark results as SVG text, drawn without a browser: two ready forms, and any echarts option. */
export { renderSvg, type PlotOption, type PlotSize } from './svg.js';
export { barPlot, type BarPlot, type BarSeries } from './bar-plot.js';
export { linePlot, type LinePlot, type LineSeries } from './line-plot.js';
export { PALETTE } from './style.js';
