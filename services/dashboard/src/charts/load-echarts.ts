/** The chart library, a chunk of its own: asked for as soon as a page knows that it will draw, not when its data is there. */
export function loadECharts() {
  return import('./echarts.js');
}
