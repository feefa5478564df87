/** The thread that makes one export and then ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { StrideError } from '@stride/core';
import type { ExportAnswer, ExportOrder } from './messages.js';
import { writeExport } from './write-export.js';

function answer(): ExportAnswer {
  try {
    return { file: writeExport(workerData as ExportOrder) };
  } catch (error) {
    const known = error instanceof StrideError;
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { error: { code: known ? error.code : null, message, issues: known ? error.issues : [], stack } };
  }
}

parentPort?.postMessage(answer());
