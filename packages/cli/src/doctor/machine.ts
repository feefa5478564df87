/** Node, the build, cores, disk and folders. */
import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openArtifactStore } from '@stride/artifacts';
import { bytes } from '../output/words.js';
import { ok, problem, reasonOf, warning, type Check } from './check.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const MINIMUM_NODE = [20, 19] as const;
/** A worker's datasets, checkpoints and weights take some GiB. */
const LITTLE_DISK = 5 * 2 ** 30;
const TOO_LITTLE_DISK = 2 ** 29;

export function checkNode(version: string = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1]);
  const finding = `Node.js ${version}, ${process.platform} ${process.arch}`;
  return enough ? ok('node', finding) : problem('node', finding, `Install Node.js ${MINIMUM_NODE.join('.')} or later.`);
}

/** What a build leaves behind, and what it is for. */
const BUILT = {
  'packages/cli/dist/main.js': 'the services', 'packages/storage/src/generated/client.ts': 'the database client',
  'packages/wasm-kernels/dist/kernels-relaxed.wasm': 'the kernels', 'services/dashboard/dist/index.html': 'the page',
} as const;

export function checkBuild(root: string = ROOT): Check {
  const missing = Object.entries(BUILT).filter(([file]) => !existsSync(path.join(root, file))).map(([, what]) => what);
  if (missing.length === 0) return ok('build', 'services, kernels and page are built');
  return problem('build', `not built: ${missing.join(', ')}`, 'Run npm run build in the repository.');
}

export function checkCores(env: NodeJS.ProcessEnv = process.env): Check {
  const cores = availableParallelism();
  const workers = env['STRIDE_WORKERS'] ? Number(env['STRIDE_WORKERS']) : cores;
  const finding = `${cores} ${cores === 1 ? 'core' : 'cores'}, ${bytes(totalmem())} of memory; stride up starts ${workers === 1 ? 'one worker' : `${workers} workers`}`;
  return workers > cores ? warning('cores', finding, 'More workers than cores slow each other down: leave STRIDE_WORKERS out.') : ok('cores', finding);
}

/** The folder itself, or the first above it that is there: what is missing is made when it is needed. */
function firstExisting(folder: string): string {
  const absolute = path.resolve(folder);
  return existsSync(absolute) ? absolute : firstExisting(path.dirname(absolute));
}

export async function checkHome(home: string): Promise<Check> {
  const there = firstExisting(home);
  if (!isWritable(there)) return problem('home', `${home} cannot be written`, 'Set STRIDE_HOME to a folder that can be.');
  const { bavail, bsize } = await statfs(there);
  const free = bavail * bsize;
  const finding = `${home}${existsSync(home) ? '' : ' (made at the first start)'}, ${bytes(free)} free`;
  const advice = 'Free some, or set STRIDE_HOME to a folder on another disk.';
  if (free < TOO_LITTLE_DISK) return problem('home', finding, advice);
  return free < LITTLE_DISK ? warning('home', finding, advice) : ok('home', finding);
}

export function checkArtifacts(home: string, env: NodeJS.ProcessEnv = process.env): Check {
  const place = env['STRIDE_ARTIFACTS'] || path.join(home, 'artifacts');
  try {
    openArtifactStore(place);
  } catch (error) {
    return problem('artifacts', reasonOf(error), 'Set STRIDE_ARTIFACTS to a folder or s3://bucket/prefix.');
  }
  // To say more, something would have to be written into the bucket; the API does that when it starts.
  if (place.startsWith('s3://')) return ok('artifacts', `${place}, which stride up tries when it starts`);
  return isWritable(firstExisting(place)) ? ok('artifacts', `${place} can be written`) : problem('artifacts', `${place} cannot be written`, 'Set STRIDE_ARTIFACTS to a folder that can be.');
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
