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
  const seen = new Set<unknown>();
  for (let at = error; at instanceof Error && !seen.has(at); at = at.cause) {
    seen.add(at);
    if (at instanceof AggregateError && at.errors.some(isConnectionError)) return true;
    const { code, kind } = at as { code?: unknown; kind?: unknown };
    if (typeof code === 'string' && (PRISMA_CODES.has(code) || SOCKET_CODES.has(code) || SQL_STATE.test(code))) return true;
    if (typeof kind === 'string' && KINDS.has(kind)) return true;
    if (MESSAGES.test(at.message)) return true;
  }
  return false;
}

/** The error to throw on: DATABASE_UNAVAILABLE for a lost or unreachable database, anything else unchanged. */
export function asStorageError(error: unknown): unknown {
  if (error instanceof StrideError || !isConnectionError(error)) return error;
  const detail = (error as Error).message.trim().split('\n').at(-1);
  return new StrideError('DATABASE_UNAVAILABLE', `The database cannot be reached: ${detail}. Check DATABASE_URL and that PostgreSQL is running.`, { cause: error });
}
