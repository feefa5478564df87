import path from 'node:path';
import { StrideError } from '@stride/core';

export interface ControllerConfig {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** Where workers keep checkpoints and weights: a folder, or s3://bucket/prefix. */
  readonly artifacts: string;
}

/** Settings from the environment. */
export function readControllerConfig(env: Readonly<Record<string, string | undefined>> = process.env): ControllerConfig {
  const databaseUrl = env['DATABASE_URL'];
  if (!databaseUrl) {
    throw new StrideError('CONFIG_INVALID', 'DATABASE_URL is not set; it names the PostgreSQL database, e.g. postgresql://user:password@host:5432/stride');
  }
  return {
    databaseUrl, redisUrl: env['REDIS_URL'] || undefined,
    artifacts: env['STRIDE_ARTIFACTS'] || path.join(env['STRIDE_HOME'] || '.stride', 'artifacts'),
  };
}
