import { StrideError } from '@stride/core';

export interface ControllerConfig {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
}

/** Settings from the environment. */
export function readControllerConfig(env: Readonly<Record<string, string | undefined>> = process.env): ControllerConfig {
  const databaseUrl = env['DATABASE_URL'];
  if (!databaseUrl) {
    throw new StrideError('CONFIG_INVALID', 'DATABASE_URL is not set; it names the PostgreSQL database, e.g. postgresql://user:password@host:5432/stride');
  }
  return { databaseUrl, redisUrl: env['REDIS_URL'] || undefined };
}
