import { hostname } from 'node:os';
import path from 'node:path';
import { HOST_LOCK_FILE } from '@stride/service';

type Environment = Readonly<Record<string, string | undefined>>;

export interface WorkerConfig {
  readonly workerId: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly heartbeatMs: number;
}

/** Settings of the supervisor, from the environment. */
export function readWorkerConfig(env: Environment = process.env): WorkerConfig {
  return {
    workerId: env['STRIDE_WORKER_ID'] || `${hostname()}-${process.pid}`,
    databaseUrl: env['DATABASE_URL'] || undefined,
    redisUrl: env['REDIS_URL'] || undefined,
    heartbeatMs: 2_000,
  };
}

export interface TrainerConfig {
  readonly cacheDir: string;
  /** Folder whose subfolders are datasets, if there is one. */
  readonly dataDir: string | undefined;
  readonly timingLockFile: string;
  /** Where checkpoints and weights are stored: a folder, or s3://bucket/prefix. */
  readonly artifacts: string;
}

/** Settings of the trainer process, from the environment it inherits from its supervisor. */
export function readTrainerConfig(env: Environment = process.env): TrainerConfig {
  const home = env['STRIDE_HOME'] || '.stride';
  return {
    cacheDir: path.join(home, 'datasets'),
    dataDir: env['STRIDE_DATA_DIR'] ? path.resolve(env['STRIDE_DATA_DIR']) : undefined,
    timingLockFile: env['STRIDE_TIMING_LOCK'] || HOST_LOCK_FILE,
    artifacts: env['STRIDE_ARTIFACTS'] || path.join(home, 'artifacts'),
  };
}
