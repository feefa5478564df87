import type { CAC } from 'cac';
import { connect, withUrl, type ConnectionFlags } from '../connection.js';
import { print, printJson } from '../output/print.js';
import { renderWorkers } from '../workers/report.js';

/** `stride workers`: who trains, on what, and how busy they are. */
export function registerWorkers(cli: CAC): void {
  withUrl(cli.command('workers', 'Workers: their devices, what they hold, and how busy they have been'))
    .option('--json', 'Print one JSON object on stdout')
    .example('  stride workers')
    .example('  stride workers --json | jq .items[].device.name')
    .action(workers);
}

const HOURS = 24;

async function workers({ json, ...flags }: ConnectionFlags & { readonly json?: boolean }): Promise<void> {
  const stride = connect(flags);
  const [items, activity] = [await stride.workers.list(), await stride.workers.activity({ hours: HOURS, buckets: 1 })];
  const activities = new Map(activity.items.map(({ workerId, busyShare, perHour }) => [workerId, { busyShare, perHour }]));
  const rows = items.map((worker) => ({ ...worker, activity: activities.get(worker.id) ?? null }));
  if (json) printJson({ from: activity.from, to: activity.to, items: rows });
  else print(rows.length === 0 ? 'No worker has been heard of in the last hour; stride up starts some.' : renderWorkers(rows));
}
