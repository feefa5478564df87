import type { Worker, WorkerActivities } from '@stride/client';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { stride } from '../api/client.js';
import { useResource } from '../api/use-resource.js';
import { milliseconds, percent } from '../format/numbers.js';
import { age, dateTime } from '../format/time.js';
import { useLiveSearches } from '../live/use-live-searches.js';
import { AppHeader } from '../ui/app-header.js';
import { Problem } from '../ui/problem.js';
import { useAddress } from '../ui/use-address.js';
import { useNow } from '../ui/use-now.js';
import { useTitle } from '../ui/use-title.js';
import { BusyStrip } from './busy-strip.js';
import { CalibrationChart } from './calibration-chart.js';
import './workers-page.css';

const SPANS = [1, 6, 24, 168] as const;
const SPAN_NAMES: Readonly<Record<number, string>> = { 1: 'last hour', 6: 'last 6 hours', 24: 'last day', 168: 'last week' };
const DEFAULT_SPAN = 24;
/** Activity is a matter of minutes. */
const RELOAD_MS = 15_000;

/** Every worker: what it is, what it does now, how busy it has been, and how its device has kept its pace. */
export function WorkersPage() {
  useTitle('Workers · Stride');
  const { params, write } = useAddress();
  const hours = SPANS.find((span) => String(span) === params.get('hours')) ?? DEFAULT_SPAN;
  const { live, connection, error } = useLiveSearches();
  const now = useNow(true, 5000);
  const tick = Math.floor(now / RELOAD_MS);
  const activity = useResource(`activity ${hours} ${tick}`, (signal) => stride.workers.activity({ hours }, { signal }), { keep: true });
  const activities = activity.state === 'ready' ? activity.value : null;
  const byId = useMemo(() => new Map(activities?.items.map((item) => [item.workerId, item])), [activities]);
  const workers = live?.workers ?? [];
  return (
    <>
      <AppHeader connection={connection} />
      <main className="page workers-page" id="main">
        <header className="workers-head">
          <h1>Workers</h1>
          <select
            className="select select-small"
            aria-label="Activity of the"
            value={hours}
            onChange={(event) => write({ hours: Number(event.target.value) === DEFAULT_SPAN ? null : event.target.value })}
          >
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {SPAN_NAMES[span]}
              </option>
            ))}
          </select>
        </header>
        {error !== null && <Problem error={error} />}
        {activity.state === 'failed' && <Problem error={activity.error} />}
        {live === null && error === null && (
          <p className="muted" aria-busy="true">
            Loading workers…
          </p>
        )}
        {live !== null && workers.length === 0 && (
          <p className="muted">
            No worker has been heard of in the last hour, so nothing trains. <code>npm start</code> brings one for each device of this machine.
          </p>
        )}
        {workers.map((worker) => (
          <WorkerCard key={worker.id} worker={worker} activity={byId.get(worker.id) ?? null} span={activities} now={now} />
        ))}
        {activities !== null && <CalibrationChart activities={activities} />}
      </main>
    </>
  );
}

interface WorkerCardProps {
  readonly worker: Worker;
  readonly activity: WorkerActivities['items'][number] | null;
  readonly span: Pick<WorkerActivities, 'from' | 'to'> | null;
  readonly now: number;
}

function WorkerCard({ worker, activity, span, now }: WorkerCardProps) {
  const { device } = worker;
  const lastCalibration = activity?.calibrations.at(-1);
  return (
    <article className="card worker-card" data-testid="worker-card" data-state={worker.alive ? worker.state : 'gone'} aria-labelledby={`worker-${worker.id}`}>
      <header>
        <h2 id={`worker-${worker.id}`}>{device.name}</h2>
        <span className="worker-state-badge" data-alive={worker.alive}>
          {worker.alive ? worker.state : 'gone'}
        </span>
        <span className="muted worker-id">{worker.id}</span>
      </header>
      <dl className="worker-facts">
        <Fact term="Backend">
          {device.backend}
          {device.threads > 0 && `, ${device.threads} ${device.threads === 1 ? 'thread' : 'threads'}`}
        </Fact>
        <Fact term="At work on">
          <Current worker={worker} />
        </Fact>
        <Fact term="Busy">{activity === null ? '–' : percent(activity.busyShare)}</Fact>
        <Fact term="Throughput">{activity === null ? '–' : `${activity.perHour.toFixed(1)} an hour`}</Fact>
        <Fact term="Done">
          {worker.completed} completed, {worker.failed} failed
        </Fact>
        <Fact term="Calibration step">{lastCalibration === undefined ? '–' : `${milliseconds(lastCalibration.ms)} ms`}</Fact>
        <Fact term="Last heartbeat">
          <time dateTime={worker.heartbeatAt} title={dateTime(worker.heartbeatAt)}>
            {age(worker.heartbeatAt, now)}
          </time>
        </Fact>
        <Fact term="Up since">{dateTime(worker.startedAt)}</Fact>
      </dl>
      {activity !== null && span !== null && <BusyStrip buckets={activity.buckets} from={span.from} to={span.to} />}
    </article>
  );
}

function Current({ worker: { candidateId, searchId, candidateNumber } }: { readonly worker: Worker }) {
  if (candidateId === null || searchId === null) return <span className="muted">nothing</span>;
  return <Link href={`/searches/${searchId}/candidates/${candidateId}`}>{candidateNumber === 0 ? 'the reference' : `candidate ${candidateNumber}`}</Link>;
}

function Fact({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
