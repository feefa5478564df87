import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StrideError } from '@stride/core';

export interface Settings {
  readonly home: string;
  readonly host: string;
  readonly port: number;
  readonly workers: number | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
}

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** Settings of the launcher, from the environment. @throws StrideError CONFIG_INVALID */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  return {
    home: env['STRIDE_HOME'] || path.join(REPOSITORY, '.stride'),
    host: env['STRIDE_HOST'] || '127.0.0.1',
    port: integer(env, 'STRIDE_PORT', 0, 65_535) ?? 3000,
    workers: integer(env, 'STRIDE_WORKERS', 0, 1024),
    databaseUrl: env['DATABASE_URL'] || undefined,
    redisUrl: env['REDIS_URL'] || undefined,
  };
}

function integer(env: Readonly<Record<string, string | undefined>>, name: string, min: number, max: number): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new StrideError('CONFIG_INVALID', `${name} is ${JSON.stringify(text)}; it takes a whole number from ${min} to ${max}.`);
}
