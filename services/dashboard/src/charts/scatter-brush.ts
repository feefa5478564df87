/** A rectangle drawn over a chart with the mouse. */
import type { EChartsType } from 'echarts/core';
import { useEffect, useEffectEvent, type RefObject } from 'react';
import type { Brush } from './scatter-data.js';
import './scatter-brush.css';

/** A hand that only clicks moves a little, too; ECharts takes so many pixels for no click any more. */
const CLICK_PX = 4;

type Corner = readonly [x: number, y: number];

/**
 * Lets a mouse or pen draw a rectangle over the one grid of a chart; fingers scroll the page. While it is drawn it is an element of its own over
 * the canvas, which is not drawn anew for it.
 * @param element what the chart fills
 */
export function useBrush(element: RefObject<HTMLElement | null>, chart: EChartsType | null, onBrush: ((brush: Brush) => void) | undefined): void {
  const draws = onBrush !== undefined;
  const finish = useEffectEvent((brush: Brush) => onBrush?.(brush));
  useEffect(() => {
    const area = element.current;
    if (area === null || chart === null || !draws) return;
    const stop = new AbortController();
    area.addEventListener('pointerdown', (event) => {
      const start = cornerOf(area, event);
      if (event.button !== 0 || event.pointerType === 'touch' || !chart.containPixel('grid', [...start])) return;
      follow(area, start, (end) => finish(betweenCorners(chart, start, end)), stop.signal);
    }, { signal: stop.signal });
    return () => stop.abort();
  }, [element, chart, draws]);
}

function follow(area: HTMLElement, start: Corner, done: (end: Corner) => void, stopped: AbortSignal): void {
  const rectangle = document.createElement('div');
  rectangle.className = 'brush-rectangle';
  const end = new AbortController();
  const signal = AbortSignal.any([end.signal, stopped]);
  signal.addEventListener('abort', () => rectangle.remove());
  window.addEventListener('pointermove', (event) => {
    const corner = cornerOf(area, event);
    if (!rectangle.isConnected && isClick(start, corner)) return;
    area.append(rectangle);
    event.preventDefault();
    Object.assign(rectangle.style, boxOf(start, corner));
  }, { signal });
  window.addEventListener('pointerup', (event) => {
    const corner = cornerOf(area, event);
    end.abort();
    if (!isClick(start, corner)) done(corner);
  }, { signal });
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && end.abort(), { signal });
  window.addEventListener('pointercancel', () => end.abort(), { signal });
}

function cornerOf(area: HTMLElement, event: PointerEvent): Corner {
  const box = area.getBoundingClientRect();
  const within = (value: number, size: number) => Math.min(size, Math.max(0, value));
  return [within(event.clientX - box.left, box.width), within(event.clientY - box.top, box.height)];
}

function isClick(a: Corner, b: Corner): boolean {
  return Math.abs(a[0] - b[0]) <= CLICK_PX && Math.abs(a[1] - b[1]) <= CLICK_PX;
}

function boxOf(a: Corner, b: Corner) {
  const [left, top] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
  return { left: `${left}px`, top: `${top}px`, width: `${Math.abs(a[0] - b[0])}px`, height: `${Math.abs(a[1] - b[1])}px` };
}

function betweenCorners(chart: EChartsType, a: Corner, b: Corner): Brush {
  const at = (corner: Corner) => chart.convertFromPixel('grid', [...corner]) as unknown as Corner;
  const [one, other] = [at(a), at(b)];
  const range = (axis: 0 | 1): [number, number] => [Math.min(one[axis], other[axis]), Math.max(one[axis], other[axis])];
  return { x: range(0), y: range(1) };
}
