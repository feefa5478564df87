/** Runs a program to its end, possibly as another user. */
import { execFile } from 'node:child_process';

export interface Executed {
  /** Exit status; null when it could not be started or was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  /** Both outputs, or why the program could not be started. */
  readonly output: string;
}

export interface ExecuteOptions {
  readonly account?: { readonly uid: number; readonly gid: number } | undefined;
  readonly timeoutMs?: number;
}

/**
 * Never rejects. Runs in `/`, since another user may not be able to enter our own working directory.
 */
export function execute(program: string, args: readonly string[], options: ExecuteOptions = {}): Promise<Executed> {
  const { account, timeoutMs = 120_000 } = options;
  return new Promise((resolve) => {
    execFile(program, args, {
      cwd: '/', env: serverEnvironment(), timeout: timeoutMs, ...(account && { uid: account.uid, gid: account.gid }),
    }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trim();
      if (error === null) resolve({ code: 0, stdout, output });
      else resolve({ code: typeof error.code === 'number' ? error.code : null, stdout, output: output || error.message });
    });
  });
}

/** Ours without PostgreSQL's own variables (PGDATA, PGPORT, ...), which would mean another server; messages in English. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
