import type { Worker } from '@stride/contracts';
import { age } from '../format/time.js';
import './worker-strip.css';

interface WorkerStripProps {
  readonly workers: readonly Worker[];
  readonly now: number;
}

/** Who is there to train: one entry a worker, the vanished ones only counted. */
export function WorkerStrip({ workers, now }: WorkerStripProps) {
  const alive = workers.filter((worker) => worker.alive);
  const gone = workers.filter((worker) => !worker.alive);
  const lastSeen = gone
    .map((worker) => worker.heartbeatAt)
    .sort()
    .at(-1);
  return (
    <section className="workers" aria-label="Workers">
      {alive.length === 0 && (
        <p className="workers-none">
          No worker is there, so nothing trains. <code>npm start</code> brings one for each device of this machine.
        </p>
      )}
      <ul className="workers-list">
        {alive.map((worker) => (
          <WorkerItem key={worker.id} worker={worker} />
        ))}
      </ul>
      {lastSeen !== undefined && (
        <p className="muted workers-gone">
          {gone.length} gone, last seen {age(lastSeen, now)}
        </p>
      )}
    </section>
  );
}

function WorkerItem({ worker }: { readonly worker: Worker }) {
  const { device } = worker;
  return (
    <li
      className="worker"
      data-testid="worker"
      data-state={worker.state}
      title={`${worker.id} on ${worker.host}, ${worker.completed} completed, ${worker.failed} failed`}
    >
      <span className="worker-mark" aria-hidden="true" />
      <span className="worker-device">{device.name}</span>
      <span className="muted">
        {device.backend}
        {device.threads > 0 && `, ${device.threads} ${device.threads === 1 ? 'thread' : 'threads'}`}
      </span>
      <span className="worker-state">{worker.state}</span>
    </li>
  );
}
