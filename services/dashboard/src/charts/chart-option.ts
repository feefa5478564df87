import type { LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { GridComponentOption, MarkLineComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

export type ChartOption = ComposeOption<
  LineSeriesOption | ScatterSeriesOption | GridComponentOption | MarkLineComponentOption | TooltipComponentOption
>;

/** A point that belongs to a candidate: clicking it chooses the candidate. */
export interface CandidatePoint {
  readonly value: readonly [number, number];
  readonly candidateId: string;
  readonly number: number;
}
