/** Full trainings on the page of a search: listed by a snapshot, kept current by live events. Pure. */
import type { LiveEvent, TrainingSummary } from '@stride/client';
import type { CurvePoint } from '@stride/core';
import { placePoint } from './curve.js';

export interface LiveTrainings {
  /** In the order they were asked for. The same map while only curves grow. */
  readonly byId: ReadonlyMap<string, TrainingSummary>;
  /** Points seen live, by training. */
  readonly curves: ReadonlyMap<string, readonly CurvePoint[]>;
}

export const NO_TRAININGS: LiveTrainings = { byId: new Map(), curves: new Map() };

/** A list is complete: what it leaves out is not there. Points stay, as they do not change. */
export function listedTrainings(live: LiveTrainings, items: readonly TrainingSummary[]): LiveTrainings {
  return { ...live, byId: new Map(items.map((training) => [training.id, training])) };
}

type TrainingEvent = Extract<LiveEvent, { readonly type: 'training.updated' | 'training.evaluated' }>;

export function applyTrainingEvent(live: LiveTrainings, event: TrainingEvent): LiveTrainings {
  if (event.type === 'training.updated') {
    const known = live.byId.get(event.data.id);
    if (known !== undefined && isOutdated(event.data, known)) return live;
    return { ...live, byId: new Map(live.byId).set(event.data.id, event.data) };
  }
  const { trainingId, point } = event.data;
  const curve = live.curves.get(trainingId) ?? [];
  const longer = placePoint(curve, point);
  return longer === curve ? live : { ...live, curves: new Map(live.curves).set(trainingId, longer) };
}

export function isUnderWay({ status }: Pick<TrainingSummary, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}

/** What ended stays so, and attempts only count up: such an event was overtaken by a newer snapshot. */
function isOutdated(event: TrainingSummary, known: TrainingSummary): boolean {
  return !isUnderWay(known) || event.attempts < known.attempts;
}
