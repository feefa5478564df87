/** Tells a database that cannot be reached from every other failure, in whichever layer it surfaced. */
import { StrideError } from '@stride/core';

/** Prisma: P1xxx connection, P2024 no free connection in time, P2028 a transaction that could not start or was lost. */
const PRISMA_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028']);
const SOCKET_CODES = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN',
]);
/** SQLSTATE class 08 (connection exception), 57P0x (the server stops or starts), 53300 (too many connections). */
const SQL_STATE = /^(08|57P0[1-5]|53300)/;
/** pg reports these without a code. */
const MESSAGES = /Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Server has closed the connection|Cannot use a pool after calling end/i;
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);

/** True when the error says that the database could not be reached, or was lost on the way. */
export function isConnectionError(error: unknown): boolean {
  return layersOf(error).some(saysLost);
}

/** The error and what it was made from. Prisma keeps the driver's in `meta`, and the server's in that one's cause. */
function layersOf(error: unknown): object[] {
  const layers: object[] = [];
  const visit = (at: unknown) => {
    if (typeof at !== 'object' || at === null || layers.includes(at)) return;
    layers.push(at);
    const { cause, meta, errors } = at as { cause?: unknown; meta?: { driverAdapterError?: unknown }; errors?: unknown };
    for (const inner of [cause, meta?.driverAdapterError, ...(Array.isArray(errors) ? errors : [])]) visit(inner);
  };
  visit(error);
  return layers;
}

function saysLost(layer: object): boolean {
  const { code, kind, message } = layer as { code?: unknown; kind?: unknown; message?: unknown };
  if (typeof code === 'string' && (PRISMA_CODES.has(code) || SOCKET_CODES.has(code) || SQL_STATE.test(code))) return true;
  if (typeof kind === 'string' && KINDS.has(kind)) return true;
  return layer instanceof Error && typeof message === 'string' && MESSAGES.test(message);
}

/** The error to throw on: DATABASE_UNAVAILABLE for a lost or unreachable database, anything else unchanged. */
export function asStorageError(error: unknown): unknown {
  if (error instanceof StrideError || !isConnectionError(error)) return error;
  const detail = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
  return new StrideError('DATABASE_UNAVAILABLE', `The database cannot be reached: ${detail}. Check DATABASE_URL and that PostgreSQL is running.`, { cause: error });
}
