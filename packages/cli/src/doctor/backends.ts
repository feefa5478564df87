/** What networks can be trained on here. In a process of its own: a driver that crashes or hangs takes nothing else with it. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ok, problem, warning, type Check } from './check.js';

/** What the process reports of one backend. */
export interface BackendProbe {
  readonly name: string;
  /** Null where it cannot be opened. */
  readonly device: string | null;
  readonly reason: string | null;
}

const WAIT_MS = 30_000;
const PROBE = fileURLToPath(new URL('./probe-backends.js', import.meta.url));

export function probeBackends(file: string = PROBE, waitMs: number = WAIT_MS): Promise<readonly BackendProbe[]> {
  return new Promise((resolve, reject) => {
    // Libraries say this and that on stdout and stderr.
    const child = fork(file, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    let probes: readonly BackendProbe[] = [];
    const timer = setTimeout(() => child.kill('SIGKILL'), waitMs);
    child.on('message', (message) => { probes = message as readonly BackendProbe[]; });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0 || probes.length > 0) resolve(probes);
      else reject(new Error(`the check of the backends ended with ${signal ?? code}`));
    });
  });
}

/** @param wanted STRIDE_BACKEND @param probes best first */
export function judgeBackends(probes: readonly BackendProbe[], wanted: string | undefined): Check {
  const others = probes.filter(({ device }) => device === null).map(({ name, reason }) => `${name}: ${reason}`).join(' ');
  const taken = wanted === undefined ? probes.find(({ device }) => device !== null) : probes.find(({ name }) => name === wanted);
  if (wanted !== undefined && !taken) return problem('backend', `STRIDE_BACKEND is ${wanted}, which there is not`, `It takes one of ${probes.map(({ name }) => name).join(', ')}.`);
  if (!taken) return problem('backend', 'networks cannot be trained here', others);
  if (taken.device === null) return problem('backend', `STRIDE_BACKEND is ${taken.name}, which does not work here`, taken.reason ?? '');
  const finding = `${taken.name} on ${taken.device}${wanted === undefined ? '' : ', by STRIDE_BACKEND'}`;
  return others === '' ? ok('backend', finding) : { ...ok('backend', finding), advice: `Not: ${others}` };
}

export async function checkBackends(env: NodeJS.ProcessEnv = process.env): Promise<Check> {
  try {
    return judgeBackends(await probeBackends(), env['STRIDE_BACKEND'] || undefined);
  } catch (error) {
    return warning('backend', (error as Error).message, 'STRIDE_BACKEND=wasm keeps to the one that needs no driver.');
  }
}
