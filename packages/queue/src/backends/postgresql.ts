/** The queues on PostgreSQL: tables and functions in a schema of their own, which BullMQ makes. */
import { PostgresQueueBackend, type IQueueBackend } from 'bullmq';
import type { Backend } from './backend.js';
import { GuardedPostgresConnection } from './postgres-connection.js';

/** Connections that one queue, worker or waiter for events keeps at most, beside the one that listens. */
const POOL_SIZE = 3;

export function postgresBackend(url: string, prefix: string): Backend {
  const { connectionString, options } = separateOptions(url);
  const connection = {
    connectionString,
    schema: `${prefix}_queue`,
    migrate: true,
    max: POOL_SIZE,
    application_name: 'stride queue',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 10_000,
    keepAlive: true,
    ...(options === undefined ? {} : { options }),
  };
  return {
    kind: 'postgresql',
    prefix,
    factory: (name, queueOptions): IQueueBackend => (
      new PostgresQueueBackend(new GuardedPostgresConnection(connection), name, { ...queueOptions, connection })),
    // Each BullMQ object ends its own connections.
    close: async () => {},
  };
}

/** BullMQ adds the schema to the connection's `options`; those in the URL would win over it. */
function separateOptions(url: string): { connectionString: string; options: string | undefined } {
  const parsed = new URL(url);
  const options = parsed.searchParams.get('options') ?? undefined;
  parsed.searchParams.delete('options');
  return { connectionString: parsed.href, options };
}
