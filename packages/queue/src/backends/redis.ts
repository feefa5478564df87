/** The queues on Redis, through ioredis. */
import { createRedisBackend, type IQueueBackend } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Backend, ErrorListener } from './backend.js';

const MAX_RETRY_MS = 2_000;

/**
 * One connection for all commands; each worker and each waiter for events adds one of its own, as their commands block.
 * A lost connection is made again for ever, and commands wait for it.
 */
export function redisBackend(url: string, prefix: string, onError: ErrorListener): Backend {
  const client = new RedisFamily(url, {
    // BullMQ insists: a command that gave up could leave a job in two states.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), MAX_RETRY_MS),
    connectTimeout: 5_000,
    keepAlive: 10_000,
  });
  client.on('error', (error) => onError(error, 'redis'));
  return {
    kind: 'redis',
    prefix,
    factory: (name, options, extra): IQueueBackend => createRedisBackend(name, { ...options, connection: client }, extra),
    close: async () => client.disconnectAll(),
  };
}

/** Knows the connections that BullMQ made from it, so that none of them outlives the queues. */
class RedisFamily extends Redis {
  readonly #duplicates: Redis[] = [];

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const duplicate = super.duplicate(override);
    this.#duplicates.push(duplicate);
    return duplicate;
  }

  disconnectAll(): void {
    for (const connection of [...this.#duplicates, this]) connection.disconnect();
  }
}
