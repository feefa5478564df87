import type { Readable } from 'node:stream';

const MAX_CHARS = 8_000;

/** Keeps the last few thousand characters of a process's output, for the report of a failure. */
export class LogTail {
  #text = '';

  follow(stream: Readable | null): void {
    stream?.setEncoding('utf8').on('data', (chunk: string) => this.append(chunk));
  }

  append(chunk: string): void {
    // PostgreSQL stores no NUL characters.
    this.#text = (this.#text + chunk.replaceAll('\u0000', '')).slice(-MAX_CHARS);
  }

  toString(): string {
    return this.#text;
  }
}
