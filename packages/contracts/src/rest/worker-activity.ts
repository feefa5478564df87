/** What workers have done lately. */
import { Type, type Static } from 'typebox';
import { strict } from '../domain.js';

const Instant = Type.String({ format: 'date-time' });

export const WorkerActivityQuerySchema = Type.Object({
  hours: Type.Optional(Type.Number({ minimum: 0.1, maximum: 168, default: 24, description: 'how far back' })),
  buckets: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 96, description: 'parts of that time' })),
}, strict);
export type WorkerActivityQuery = Static<typeof WorkerActivityQuerySchema>;

export const WorkerActivitySchema = Type.Object({
  workerId: Type.String(),
  busyShare: Type.Number({ minimum: 0, maximum: 1, description: 'share of the time since it started, or since `from`, in which it held an attempt' }),
  perHour: Type.Number({ minimum: 0, description: 'attempts ended with a result, an hour of that time' }),
  buckets: Type.Array(Type.Number({ minimum: 0, maximum: 1 }), { description: 'busy share of each part, the oldest first' }),
  calibrations: Type.Array(Type.Object({
    at: Instant, ms: Type.Number({ description: 'step time of the calibration network' }),
  }, strict), { description: 'beside each timing, the oldest first; of more than 500 the latest' }),
}, strict);
export type WorkerActivity = Static<typeof WorkerActivitySchema>;

export const WorkerActivitiesSchema = Type.Object({
  from: Instant, to: Instant, items: Type.Array(WorkerActivitySchema),
}, { ...strict, title: 'Activity of workers' });
export type WorkerActivities = Static<typeof WorkerActivitiesSchema>;
