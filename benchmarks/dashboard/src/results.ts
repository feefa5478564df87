import type { EndpointTime } from './endpoints.js';
import type { PageFigures } from './page.js';
import type { CatchUpFigures, StreamFigures } from './stream.js';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly platform: string;
  readonly node: string;
  readonly chromium: string;
  readonly loadBefore: number;
}

export interface Results {
  readonly date: string;
  readonly note: string | null;
  readonly machine: Machine;
  readonly candidates: number;
  readonly seedSeconds: number;
  readonly page: PageFigures;
  /** The same page on a search of 100 candidates, in the same run. */
  readonly small: PageFigures;
  readonly endpoints: readonly EndpointTime[];
  /** Null: the page of this build has no log. */
  readonly stream: StreamFigures | null;
  readonly catchUp: CatchUpFigures | null;
}

export interface Verdict {
  readonly name: string;
  readonly target: string;
  readonly measured: string;
  /** Null: not measured, which is not met either. */
  readonly met: boolean | null;
}

/** Longer tasks than this are felt as a page that does not answer. */
const FREEZE_MS = 200;

/** What was promised, and what came of it. */
export function verdicts({ page, endpoints, stream, catchUp }: Results): Verdict[] {
  const slowest = endpoints.reduce<EndpointTime | null>((worst, each) => (worst === null || each.ms.p95 > worst.ms.p95 ? each : worst), null);
  const { heapMB, residentMB } = page.memory;
  return [
    atMost('page usable, slowest of the loads', 1500, page.usableMs.most, 'ms'),
    atMost('scatter drawn, slowest of the loads', 300, page.scatterMs?.most ?? null, 'ms'),
    atMost('table sorted, p95', 150, page.sortMs.p95, 'ms'),
    atMost('table paged, p95', 150, page.pageMs.p95, 'ms'),
    atMost('memory of the tab, JavaScript', 300, heapMB, 'MB'),
    atMost('memory of the tab, whole process', 300, residentMB, 'MB'),
    atMost(`slowest list endpoint, p95 (${slowest?.name ?? 'none'})`, 30, slowest?.ms.p95 ?? null, 'ms'),
    atMost('100 events/s: longest task', FREEZE_MS, stream?.longestTaskMs ?? null, 'ms'),
    atMost('100 events/s: last event shown after', 1000, stream?.caughtUpMs ?? null, 'ms'),
    atMost(`frozen tab, ${catchUp?.missed ?? 0} events missed: caught up in`, 3000, catchUp?.caughtUpMs ?? null, 'ms'),
  ];
}

function atMost(name: string, limit: number, value: number | null, unit: string): Verdict {
  return { name, target: `≤ ${limit} ${unit}`, measured: value === null ? '–' : `${value} ${unit}`, met: value === null ? null : value <= limit };
}
