import { expect, it } from 'vitest';
import { barPlot, linePlot, PALETTE, renderSvg } from './index.js';

const words = { title: 'Steps', subtitle: 'on some device', xName: 'image size (px)', yName: 'step time (ms)' };

it('draws bars as an SVG document of the asked size, on white, with the units and values', () => {
  const svg = renderSvg(barPlot({
    ...words, categories: ['32', '64'], series: [{ name: 'MBConv', values: [12.345, null] }, { name: 'Fused', values: [7, 9] }], reference: { value: 8, label: 'the same' },
  }), { width: 640, height: 320 });
  expect(svg).toMatch(/^<svg width="640" height="320"/);
  for (const text of ['Steps', 'on some device', 'image size (px)', 'step time (ms)', 'MBConv', 'Fused', 'the same', '>12.3<', '>7<', '>9<']) expect(svg).toContain(text);
  expect(svg.toLowerCase()).toContain('fill="#ffffff"');
  expect(svg).not.toMatch(/style="[^"]*""/);
});

it('gives each series a color of its own, and draws lines with their spread', () => {
  const points = [{ x: 1, y: 2, low: 1.5, high: 2.5 }, { x: 2, y: 3 }];
  const svg = (spread: boolean) => renderSvg(linePlot({
    ...words, series: ['a', 'b', 'c'].map((name) => ({ name, points: spread ? points : points.map(({ x, y }) => ({ x, y })) })),
  }));
  for (const color of PALETTE.slice(0, 3)) expect(svg(true)).toContain(color);
  const strokes = (text: string) => text.split('<path').length;
  expect(strokes(svg(true)) - strokes(svg(false))).toBe(3 * 3);
});
