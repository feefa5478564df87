import { chmodSync, closeSync, constants, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tryLock, unlock, waitForLock } from 'fs-native-extensions';
import type { TimingGate } from '@stride/core';

/** Byte ranges of the lock file. The turnstile lets a waiting timing run go before later training steps. */
const TURNSTILE = 0;
const FLOOR = 1;

/** One file for every worker of this host, whoever started it. */
export const HOST_LOCK_FILE = path.join(tmpdir(), 'stride-timing.lock');

/**
 * A timing gate between processes, on advisory file locks: the system releases them when a process dies, however it
 * dies, and they work across containers that share the file. Waiting takes no CPU, so it disturbs no timing.
 */
export class HostTimingGate implements TimingGate {
  readonly #fd: number;

  constructor(file: string = HOST_LOCK_FILE) {
    this.#fd = openShared(file);
  }

  async shared<T>(step: () => T | Promise<T>): Promise<T> {
    await this.#acquire(TURNSTILE, true);
    await this.#acquire(FLOOR, true);
    unlock(this.#fd, TURNSTILE, 1);
    try {
      return await step();
    } finally {
      unlock(this.#fd, FLOOR, 1);
    }
  }

  async exclusive<T>(run: () => T | Promise<T>): Promise<T> {
    await this.#acquire(TURNSTILE, false);
    await this.#acquire(FLOOR, false);
    try {
      return await run();
    } finally {
      unlock(this.#fd, FLOOR, 1);
      unlock(this.#fd, TURNSTILE, 1);
    }
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** The free lock is taken without a trip through the thread pool: training asks for it at every step. */
  async #acquire(offset: number, shared: boolean): Promise<void> {
    if (!tryLock(this.#fd, offset, 1, { shared })) await waitForLock(this.#fd, offset, 1, { shared });
  }
}

/** Opens the file so that workers of other users can, too; a sticky folder may refuse O_CREAT on a file of theirs. */
function openShared(file: string): number {
  try {
    const fd = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o666);
    tryChmod(file);
    return fd;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    return openSync(file, constants.O_RDWR);
  }
}

/** The umask narrows the mode at creation; only the owner may widen it again, which is enough. */
function tryChmod(file: string): void {
  try {
    chmodSync(file, 0o666);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}
