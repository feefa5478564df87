/** The database, the queue and the datasets. */
import { connect as connectTcp } from 'node:net';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';
import { listDatasets } from '@stride/datasets';
import { createDatabase, inspectEmbedded, type EmbeddedState } from '@stride/storage';
import { ok, problem, reasonOf, warning, within, type Check } from './check.js';

const WAIT_MS = 5_000;

export function checkDatabase(home: string, databaseUrl: string | undefined): Promise<Check> {
  return databaseUrl === undefined ? inspectEmbedded(home).then(embedded) : external(databaseUrl);
}

export function embedded({ missing, directory, exists, running }: EmbeddedState): Check {
  if (missing !== null) return problem('database', 'no PostgreSQL', missing);
  const where = `embedded PostgreSQL in ${directory}`;
  if (running) return ok('database', `${where}, running (process ${running.pid}${running.port === null ? '' : `, port ${running.port}`})`);
  return ok('database', exists ? `${where}, not running; stride up starts it` : `embedded PostgreSQL; stride up makes it in ${directory}`);
}

async function external(url: string): Promise<Check> {
  const where = withoutPassword(url);
  if (where === null) return problem('database', 'DATABASE_URL is no address', 'It takes postgresql://user:password@host:5432/name; without it the embedded PostgreSQL is used.');
  const database = createDatabase(url, { poolSize: 1, applicationName: 'stride-doctor' });
  try {
    await within(WAIT_MS, 'PostgreSQL', database.ping());
    return ok('database', `PostgreSQL at ${where} answers`);
  } catch (error) {
    return problem('database', `PostgreSQL at ${where}: ${reasonOf(error)}`, 'Correct DATABASE_URL, or leave it out for the embedded PostgreSQL.');
  } finally {
    await within(WAIT_MS, 'PostgreSQL', database.close()).catch(() => {});
  }
}

export async function checkQueue(redisUrl: string | undefined): Promise<Check> {
  if (redisUrl === undefined) return ok('queue', 'in PostgreSQL, beside everything else');
  const where = withoutPassword(redisUrl);
  if (where === null) return problem('queue', 'REDIS_URL is no address', 'It takes redis://host:6379; without it the queue is in PostgreSQL.');
  try {
    const answer = await pingRedis(new URL(redisUrl));
    // A server that wants a password first is a Redis, too; BullMQ signs in with the one of the address.
    if (/^(\+PONG|-NOAUTH|-ERR)/.test(answer)) return ok('queue', `Redis at ${where} answers`);
    return problem('queue', `what answers at ${where} is no Redis`, 'Correct REDIS_URL, or leave it out for a queue in PostgreSQL.');
  } catch (error) {
    return problem('queue', `Redis at ${where}: ${reasonOf(error)}`, 'Start it, correct REDIS_URL, or leave it out for a queue in PostgreSQL.');
  }
}

function pingRedis({ protocol, hostname, port }: URL): Promise<string> {
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) };
  return new Promise((resolve, reject) => {
    const socket = protocol === 'rediss:' ? connectTls({ ...address, servername: address.host }) : connectTcp(address);
    socket.setTimeout(WAIT_MS, () => socket.destroy(new Error(`no answer within ${WAIT_MS / 1000} s`)));
    socket.once('error', reject);
    socket.once(protocol === 'rediss:' ? 'secureConnect' : 'connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(data.toString('latin1'));
      socket.destroy();
    });
  });
}

/** @returns null for what is no address */
function withoutPassword(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { host, pathname } = new URL(text);
  return `${host}${pathname === '/' ? '' : pathname}`;
}

export async function checkDatasets(env: NodeJS.ProcessEnv = process.env): Promise<Check> {
  const folder = env['STRIDE_DATA_DIR'] ? path.resolve(env['STRIDE_DATA_DIR']) : undefined;
  try {
    const { datasets, unusable } = await listDatasets(folder);
    const finding = `${datasets.map(({ name }) => name).join(', ')}${folder === undefined ? '; STRIDE_DATA_DIR can name a folder with more' : ` (with those of ${folder})`}`;
    if (unusable.length === 0) return ok('datasets', finding);
    return warning('datasets', finding, `Cannot be used: ${unusable.map(({ name, error }) => `${name} (${reasonOf(error)})`).join('; ')}`);
  } catch (error) {
    return problem('datasets', reasonOf(error), 'Set STRIDE_DATA_DIR to a folder of datasets, or leave it out.');
  }
}
