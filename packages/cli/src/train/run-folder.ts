import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** The folder of one training run: a checkpoint while it goes on, weights and result when it has ended. */
export class RunFolder {
  readonly folder: string;
  readonly checkpoint: string;
  readonly weights: string;
  readonly result: string;

  constructor(folder: string) {
    this.folder = path.resolve(folder);
    this.checkpoint = path.join(this.folder, 'checkpoint.safetensors');
    this.weights = path.join(this.folder, 'weights.safetensors');
    this.result = path.join(this.folder, 'result.json');
  }

  /** Null when no run was interrupted here. */
  readCheckpoint(): Uint8Array | null {
    return existsSync(this.checkpoint) ? readFileSync(this.checkpoint) : null;
  }

  saveCheckpoint(bytes: Uint8Array): void {
    this.#write(this.checkpoint, bytes);
  }

  /** The result last: where it is, everything is. */
  finish(weights: Uint8Array, result: unknown): void {
    this.#write(this.weights, weights);
    this.#write(this.result, Buffer.from(`${JSON.stringify(result, null, 2)}\n`));
    rmSync(this.checkpoint, { force: true });
  }

  /** Whole or not at all, whenever the process or the machine stops: written beside, forced to disk, then renamed. */
  #write(file: string, bytes: Uint8Array): void {
    mkdirSync(this.folder, { recursive: true });
    const temporary = `${file}.tmp`;
    sync(temporary, 'w', (fd) => { for (let at = 0; at < bytes.length; at += writeSync(fd, bytes, at)); });
    renameSync(temporary, file);
    sync(this.folder, 'r', () => {});
  }
}

function sync(file: string, flags: 'r' | 'w', write: (fd: number) => void): void {
  const fd = openSync(file, flags);
  try {
    write(fd);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
