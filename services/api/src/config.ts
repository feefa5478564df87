import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StrideError } from '@stride/core';

export interface ApiConfig {
  readonly databaseUrl: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly searchSpaces: string;
  /** Folder whose subfolders are datasets, if there is one. */
  readonly dataDir: string | undefined;
  /** Where workers store checkpoints and weights: a folder, or s3://bucket/prefix. */
  readonly artifacts: string;
}

const MAX_PORT = 65_535;

/** This repository's folders, from src/ as from dist/. */
const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export const DASHBOARD_DIR = fromRoot('services/dashboard/dist');

/**
 * Reads the settings from the environment.
 * @throws StrideError CONFIG_INVALID naming the variable
 */
export function readConfig(env: NodeJS.ProcessEnv): ApiConfig {
  return {
    databaseUrl: databaseUrl(env['DATABASE_URL']),
    host: env['STRIDE_HOST'] || '127.0.0.1',
    port: port(env['STRIDE_PORT'] || '3000'),
    searchSpaces: env['STRIDE_SEARCH_SPACES'] || fromRoot('search-spaces'),
    artifacts: env['STRIDE_ARTIFACTS'] || join(env['STRIDE_HOME'] || '.stride', 'artifacts'),
    dataDir: env['STRIDE_DATA_DIR'] ? resolve(env['STRIDE_DATA_DIR']) : undefined,
  };
}

function databaseUrl(text: string | undefined): string {
  if (text && /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  // A URL can hold a password, so it is not repeated.
  throw new StrideError('CONFIG_INVALID',
    `DATABASE_URL is ${text ? 'not a PostgreSQL address' : 'not set'}; expected one like postgresql://user:password@host:5432/stride`);
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT) return Number(text);
  throw new StrideError('CONFIG_INVALID', `STRIDE_PORT is ${JSON.stringify(text)}; expected a number from 0 to ${MAX_PORT}, 0 for any free one`);
}
