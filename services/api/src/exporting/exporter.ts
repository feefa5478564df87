import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { StrideError } from '@stride/core';
import type { ExportFile } from '@stride/export';
import type { ExportAnswer, ExportOrder } from './messages.js';
import { writeExport } from './write-export.js';

/** The built thread: src/ and dist/ are siblings, so the path is right from either. */
const THREAD_PATH = fileURLToPath(new URL('../../dist/exporting/export-thread.js', import.meta.url));

/** Each holds its weights several times over. */
const MAX_AT_ONCE = 2;

/**
 * Makes exports. Those with weights take seconds for a large network, so they are made in threads, a few at once, while the API goes on
 * answering; those without are a little text and made on the spot.
 */
export class Exporter {
  readonly #running = new Set<Worker>();
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #closed = false;

  constructor(maxAtOnce: number = MAX_AT_ONCE) {
    this.#free = maxAtOnce;
  }

  /**
   * @param readWeights called only when it is the export's turn; null where there are no weights
   * @throws StrideError as `exportNetwork`; WEIGHTS_INVALID; NOT_READY when the API ends before the export does
   */
  async write(order: Omit<ExportOrder, 'weights'>, readWeights: (() => Promise<Uint8Array>) | null): Promise<ExportFile> {
    if (readWeights === null) return writeExport({ ...order, weights: null });
    await this.#turn();
    try {
      return await this.#inThread({ ...order, weights: await readWeights() });
    } finally {
      this.#pass();
    }
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running].map((thread) => thread.terminate()));
  }

  async #turn(): Promise<void> {
    if (this.#free === 0) return new Promise((resolve) => { this.#waiting.push(resolve); });
    this.#free -= 1;
  }

  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }

  #inThread(order: ExportOrder): Promise<ExportFile> {
    if (this.#closed) throw ending();
    // Without this process's own flags: those that make it run from src/ would have the built thread look there too.
    const thread = new Worker(THREAD_PATH, { workerData: order, execArgv: [] });
    this.#running.add(thread);
    return new Promise((resolve, reject) => {
      thread.once('message', (answer: ExportAnswer) => ('file' in answer ? resolve(answer.file) : reject(thrown(answer.error))));
      thread.once('error', reject);
      thread.once('exit', (code) => {
        this.#running.delete(thread);
        // Nothing more happens where it has answered.
        reject(this.#closed ? ending() : new StrideError('INTERNAL', `The thread of an export ended with code ${code} and without an answer.`));
      });
    });
  }
}

function ending(): StrideError {
  return new StrideError('NOT_READY', 'The service is ending; ask for the export again.');
}

function thrown({ code, message, issues, stack }: Extract<ExportAnswer, { error: object }>['error']): Error {
  const cause = Object.assign(new Error(message), { stack });
  return code === null ? cause : new StrideError(code, message, { issues, cause });
}
