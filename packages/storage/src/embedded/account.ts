/** Whom the server runs as: PostgreSQL refuses to run as root. */
import { StrideError } from '@stride/core';
import { execute } from './execute.js';

/** A user that a process started by root switches to. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Users that exist for such purposes on Linux and macOS; initdb wants one with an entry in the user database. */
const CANDIDATES = ['stride', 'postgres', '_postgres', 'nobody'];

export function runningAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** @throws StrideError CONFIG_INVALID when the machine has none of the usual unprivileged users. */
export async function unprivilegedAccount(names: readonly string[] = CANDIDATES): Promise<Account> {
  for (const name of names) {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)]);
    if (uid !== undefined && gid !== undefined && uid > 0) return { name, uid, gid };
  }
  throw new StrideError('CONFIG_INVALID',
    `PostgreSQL does not run as root, and none of the users ${names.join(', ')} exists to run it as. Add one (useradd --system stride), start Stride as an ordinary user, or set DATABASE_URL.`);
}

async function idOf(flag: string, name: string): Promise<number | undefined> {
  const { code, stdout } = await execute('id', [flag, name]);
  return code === 0 && /^\d+\s*$/.test(stdout) ? Number(stdout) : undefined;
}
