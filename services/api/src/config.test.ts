import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.js';

const DATABASE_URL = 'postgresql://stride:secret@db:5432/stride';

test('everything but the database has a default', () => {
  expect(readConfig({ DATABASE_URL })).toEqual({
    databaseUrl: DATABASE_URL, host: '127.0.0.1', port: 3000, searchSpaces: expect.stringMatching(/search-spaces$/),
    dataDir: undefined, artifacts: join('.stride', 'artifacts'),
  });
});

test('settings are taken from the environment', () => {
  const env = { DATABASE_URL, STRIDE_HOST: '0.0.0.0', STRIDE_PORT: '0', STRIDE_SEARCH_SPACES: '/spaces', STRIDE_DATA_DIR: '/data/../datasets', STRIDE_ARTIFACTS: 's3://weights/stride' };
  expect(readConfig(env)).toEqual({ databaseUrl: DATABASE_URL, host: '0.0.0.0', port: 0, searchSpaces: '/spaces', dataDir: '/datasets', artifacts: 's3://weights/stride' });
});

test.each([
  [{}, 'DATABASE_URL is not set'],
  [{ DATABASE_URL: 'mysql://stride:secret@db/stride' }, 'DATABASE_URL is not a PostgreSQL address'],
  [{ DATABASE_URL, STRIDE_PORT: '65536' }, 'STRIDE_PORT is "65536"'],
  [{ DATABASE_URL, STRIDE_PORT: '30x0' }, 'STRIDE_PORT is "30x0"'],
])('%j is refused, naming the setting', (env, message) => {
  expect(() => readConfig(env)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(message) }));
  expect(() => readConfig(env)).not.toThrow(/secret/);
});
