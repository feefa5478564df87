import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { StrideError } from '@stride/core';

/** What a running service says about itself in its home, for whoever comes next. */
export interface ServerNote {
  readonly url: string;
  readonly pid: number;
}

/** The folder that holds everything a service on this machine keeps. */
export class Home {
  readonly folder: string;
  readonly logs: string;
  readonly #note: string;

  constructor(folder: string) {
    this.folder = path.resolve(folder);
    this.logs = path.join(this.folder, 'logs');
    this.#note = path.join(this.folder, 'server.json');
    mkdirSync(this.logs, { recursive: true });
  }

  /**
   * Makes this process the one launcher of the home until it ends, however it ends: the lock is the system's.
   * @throws StrideError CONFIG_INVALID naming the service that holds it.
   */
  lock(): void {
    const fd = openSync(path.join(this.folder, 'launcher.lock'), 'a+');
    if (tryLock(fd, 0, 1)) return this.removeNote(); // one that a killed launcher left
    const note = this.readNote();
    const who = note ? `it serves ${note.url} (process ${note.pid})` : 'it is still starting';
    throw new StrideError('CONFIG_INVALID', `A Stride is running in ${this.folder} already: ${who}. Stop it, or set STRIDE_HOME to another folder.`);
  }

  /** The service that runs in this home, if one does. */
  runningServer(): ServerNote | null {
    const fd = openSync(path.join(this.folder, 'launcher.lock'), 'a+');
    const free = tryLock(fd, 0, 1, { shared: true });
    closeSync(fd);
    return free ? null : this.readNote();
  }

  readNote(): ServerNote | null {
    try {
      return JSON.parse(readFileSync(this.#note, 'utf8')) as ServerNote;
    } catch {
      return null; // none was written: nothing is ready
    }
  }

  writeNote(note: ServerNote): void {
    writeFileSync(this.#note, JSON.stringify(note));
  }

  removeNote(): void {
    rmSync(this.#note, { force: true });
  }
}
