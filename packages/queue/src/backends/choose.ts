/** Which datastore holds the queues. */
import { StrideError } from '@stride/core';
import type { Backend, ErrorListener } from './backend.js';
import { postgresBackend } from './postgresql.js';
import { redisBackend } from './redis.js';

export interface BackendConfig {
  /** redis://... or rediss://...; when given, Redis holds the queues. */
  readonly redisUrl?: string | undefined;
  /** postgresql://...; holds the queues when there is no redisUrl. */
  readonly databaseUrl?: string | undefined;
  /** Separates the queues of several installations on one server; default `stride`. */
  readonly prefix?: string | undefined;
}

/** @throws StrideError CONFIG_INVALID */
export function chooseBackend(config: BackendConfig, onError: ErrorListener): Backend {
  const prefix = config.prefix ?? 'stride';
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(prefix)) {
    throw new StrideError('CONFIG_INVALID', `The queue prefix ${JSON.stringify(prefix)} is not valid: lower-case letters, digits and underscores, beginning with a letter, at most 41.`);
  }
  if (config.redisUrl !== undefined) {
    return redisBackend(checkUrl(config.redisUrl, 'REDIS_URL', ['redis:', 'rediss:']), prefix, onError);
  }
  if (config.databaseUrl !== undefined) {
    return postgresBackend(checkUrl(config.databaseUrl, 'DATABASE_URL', ['postgresql:', 'postgres:']), prefix);
  }
  throw new StrideError('CONFIG_INVALID', 'The queues have no place: set REDIS_URL, or DATABASE_URL to have them in PostgreSQL.');
}

/** The message leaves the value out: it may hold a password. */
function checkUrl(url: string, setting: string, protocols: readonly string[]): string {
  const protocol = URL.canParse(url) ? new URL(url).protocol : undefined;
  if (protocol !== undefined && protocols.includes(protocol)) return url;
  const found = protocol === undefined ? 'is not a URL' : `begins with ${protocol}//`;
  throw new StrideError('CONFIG_INVALID', `${setting} ${found}; it must begin with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
}
