/** In a file, and so in a process, of its own: when root runs the tests it becomes an ordinary user, for good. */
import { spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { runningAsRoot, unprivilegedAccount } from './account.js';
import { findBinaries, type Binaries } from './binaries.js';
import { usableBinaries } from './place.js';
import { startEmbedded } from './start-embedded.js';

/** Deletes as root, once this process, no longer root, has ended and so closed the pipe. */
function deleteAtEnd(folders: readonly string[]): void {
  spawn('/bin/sh', ['-c', 'cat; rm -rf "$@"', 'sh', ...folders], { stdio: ['pipe', 'ignore', 'ignore'], detached: true }).unref();
}

let home: string;
let rootsHome: string | undefined;
let binaries: Binaries;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stride-user-'));
  binaries = await findBinaries();
  if (!runningAsRoot()) return;
  const account = await unprivilegedAccount();
  const sharedRoot = await mkdtemp(join(tmpdir(), 'stride-user-shared-'));
  await chmod(sharedRoot, 0o755);
  ({ binaries } = await usableBinaries(binaries, account, sharedRoot));
  rootsHome = await mkdtemp(join(tmpdir(), 'stride-user-root-'));
  await chmod(rootsHome, 0o777);
  deleteAtEnd([home, rootsHome, sharedRoot]);
  await (await startEmbedded({ home: rootsHome, binaries })).stop();
  await chown(join(rootsHome, 'postgres/data'), account.uid + 1, account.gid);
  await chown(home, account.uid, account.gid);
  process.setgroups?.([account.gid]);
  process.setgid?.(account.gid);
  process.setuid?.(account.uid);
});

test('an ordinary user starts, finds again and stops a server of their own', async () => {
  expect(runningAsRoot()).toBe(false);
  const server = await startEmbedded({ home, binaries });
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query('SELECT 1');
  await client.end();
  expect((await stat(join(server.directory, 'data'))).uid).toBe(process.getuid?.());
  expect(await startEmbedded({ home, binaries })).toMatchObject({ reused: true, pid: server.pid });
  await server.stop();
  await expect(readFile(join(server.directory, 'data/postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' });
  await rm(home, { recursive: true, force: true }).catch(() => {});
});

test('the home of another user gets a message that says what to do', async () => {
  if (rootsHome === undefined) {
    await expect(startEmbedded({ home: '/proc/1', binaries })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    return;
  }
  await expect(startEmbedded({ home: rootsHome, binaries })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/STRIDE_HOME/) });
});
