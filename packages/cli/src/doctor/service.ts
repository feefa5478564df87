/** The Stride that runs, if one does. */
import { StrideApiError } from '@stride/client';
import { addressOf, connect, type ConnectionFlags } from '../connection.js';
import { ok, problem, reasonOf, warning, type Check } from './check.js';

const WAIT_MS = 5_000;

/** Nobody there is as it should be before the first start, unless an address was given. */
export async function checkApi(flags: ConnectionFlags, env: NodeJS.ProcessEnv = process.env): Promise<Check> {
  const address = addressOf(flags, env);
  try {
    const stride = connect({ url: address });
    await stride.health({ signal: AbortSignal.timeout(WAIT_MS) });
    const workers = (await stride.workers.list({ signal: AbortSignal.timeout(WAIT_MS) })).filter(({ alive }) => alive);
    const finding = `answers at ${address}, ${workers.length === 1 ? 'one worker' : `${workers.length} workers`}`;
    return workers.length > 0 ? ok('api', finding) : warning('api', finding, 'Without a worker nothing is trained: stride up starts some.');
  } catch (error) {
    return refused(error, address, flags.url !== undefined || Boolean(env['STRIDE_URL']));
  }
}

function refused(error: unknown, address: string, named: boolean): Check {
  if (!(error instanceof StrideApiError)) return problem('api', `${address} did not answer within ${WAIT_MS / 1000} s`, 'stride up prints where its logs are.');
  if (error.status !== 0) return problem('api', reasonOf(error), error.code === 'UNEXPECTED' ? 'Set STRIDE_PORT to a free port.' : 'It may be starting; stride up prints where its logs are.');
  const finding = `nobody answers at ${address}`;
  return named ? problem('api', finding, 'Correct --url or STRIDE_URL, or start Stride there.') : warning('api', finding, 'stride up starts it.');
}
