/** What postmaster.pid and the process table say about the server of a data directory. */
import { readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from './execute.js';

export interface PostmasterFile {
  readonly pid: number;
  /** Missing while the file is being written. */
  readonly port: number | undefined;
  /** True once the server takes connections. */
  readonly ready: boolean;
}

/** The data directory's postmaster.pid; undefined when there is none, or nothing sensible in it. */
export async function readPostmasterFile(data: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const [pid, , , port] = lines.map((line) => Number.parseInt(line, 10));
  if (pid === undefined || !(pid > 0)) return undefined;
  return { pid, port: port !== undefined && port > 0 ? port : undefined, ready: lines[7]?.trim() === 'ready' };
}

/** Deletes a postmaster.pid with nothing in it; PostgreSQL takes it for one that is about to be written, for ever. */
export async function removeEmptyPostmasterFile(data: string): Promise<void> {
  const path = join(data, 'postmaster.pid');
  const size = await stat(path).then((found) => found.size, () => undefined);
  if (size === 0) await rm(path, { force: true });
}

/** True when a process runs that may be the server of this data directory; a reused process id is told apart. */
export async function isServerAlive(data: string): Promise<boolean> {
  const file = await readPostmasterFile(data);
  return file !== undefined && (await isPostmaster(file.pid, data));
}

/** True when `pid` runs and is, as far as can be told, the postmaster of `data`. */
export async function isPostmaster(pid: number, data: string): Promise<boolean> {
  if (!signalable(pid)) return false;
  if (process.platform === 'linux') return isPostmasterOnLinux(pid, data);
  if (process.platform === 'win32') return true;
  return /postgres/.test((await execute('ps', ['-o', 'command=', '-p', String(pid)])).stdout);
}

/** A postmaster works in its data directory, also after that was moved. A zombie has neither directory nor command. */
async function isPostmasterOnLinux(pid: number, data: string): Promise<boolean> {
  const real = await realpath(data).catch(() => data);
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === real;
  } catch (error) {
    if (!isDenied(error)) return false;
  }
  // Root without CAP_SYS_PTRACE, as in a container, may not see another user's directory, but anyone's command.
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  const directory = command[command.indexOf('-D') + 1];
  return (command[0] ?? '').endsWith('postgres') && (directory === data || directory === real);
}

function isDenied(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM';
}

function signalable(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
