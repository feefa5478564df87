/** One connection pool and one Prisma client on it. */
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { asStorageError } from './connection-errors.js';
import { Prisma, PrismaClient } from './generated/client.js';

/** The Prisma client inside a transaction. */
export type Transaction = Prisma.TransactionClient;

export interface DatabaseOptions {
  /** Connections kept at most; default 10. */
  readonly poolSize?: number;
  /** Shown in pg_stat_activity; default `stride`. */
  readonly applicationName?: string;
  /** Told of connections lost while idle, which no caller waits for; default: ignored, the pool replaces them. */
  readonly onConnectionLost?: (error: Error) => void;
}

export interface TransactionOptions {
  /** Wait for a free connection at most, in ms; default 5,000. */
  readonly maxWaitMs?: number;
  /** Roll back after, in ms; default 15,000. */
  readonly timeoutMs?: number;
  readonly isolationLevel?: Prisma.TransactionIsolationLevel;
}

export interface Database {
  readonly url: string;
  readonly prisma: PrismaClient;
  /** The pool under `prisma`, for SQL that Prisma cannot say. */
  readonly pool: Pool;
  /**
   * Runs `work` in one transaction; run again, at most three times, when PostgreSQL aborted it for a deadlock or a
   * serialization conflict, so `work` has no effects but those on `tx`.
   * @throws StrideError DATABASE_UNAVAILABLE when the connection fails.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Resolves when a query was answered. @throws StrideError DATABASE_UNAVAILABLE */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;
const TRANSACTION_TRIES = 3;

/** Opens nothing until the first query. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    application_name: options.applicationName ?? 'stride',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // An idle connection that breaks would otherwise end the process; the pool replaces it at the next query.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  // So would one that breaks between two queries of a transaction; the next query reports it.
  pool.on('connect', (client) => client.on('error', () => {}));
  const prisma = createPrisma(pool);
  return {
    url,
    prisma,
    pool,
    transaction: (work, transactionOptions) => runTransaction(prisma, work, transactionOptions),
    ping: async () => {
      await pool.query('SELECT 1').catch((error: unknown) => { throw asStorageError(error); });
    },
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** A client whose every query reports a lost connection as DATABASE_UNAVAILABLE. */
function createPrisma(pool: Pool): PrismaClient {
  const client = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });
  const extended = client.$extends({
    query: {
      $allOperations: async ({ args, query }) => {
        try {
          return await query(args);
        } catch (error) {
          throw asStorageError(error);
        }
      },
    },
  });
  // The extension changes no signature; only `$on`, which nothing uses, is missing from the extended client's type.
  return extended as unknown as PrismaClient;
}

async function runTransaction<T>(prisma: PrismaClient, work: (tx: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await prisma.$transaction(work, {
        maxWait: options.maxWaitMs ?? 5_000,
        timeout: options.timeoutMs ?? 15_000,
        ...(options.isolationLevel === undefined ? {} : { isolationLevel: options.isolationLevel }),
      });
    } catch (error) {
      if (attempt < TRANSACTION_TRIES && isConflict(error)) continue;
      throw asStorageError(error);
    }
  }
}

/** P2034: deadlock or serialization failure; raw queries carry PostgreSQL's own code instead. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === 'P2034' || (error.code === 'P2010' && /\b(40001|40P01)\b/.test(error.message));
}
