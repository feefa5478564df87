import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** What both begin with. Nothing but the shell itself is used, since a bare machine may have no PATH. */
const PREAMBLE = `case "$0" in */*) here=\${0%/*} ;; *) here=. ;; esac
here=$(CDPATH= cd -- "$here" && pwd) || exit 1
LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
export LD_LIBRARY_PATH`;

const WORKER = `#!/bin/sh
# Runs one worker until Ctrl-C.
#   REDIS_URL or DATABASE_URL  where the queues are, as for the controller
#   STRIDE_BACKEND             tensorflow, webgpu or wasm; without it the best one that is there
#   STRIDE_ARTIFACTS           where weights of full trainings go, as for the API: s3://bucket/prefix or a shared folder
#   STRIDE_HOME                dataset cache, and weights without STRIDE_ARTIFACTS; default: home/ in this folder
${PREAMBLE}
STRIDE_HOME="\${STRIDE_HOME:-$here/home}"
export STRIDE_HOME
exec "$here/node" "$here/node_modules/@stride/worker/dist/main.js" "$@"
`;

const BENCH = `#!/bin/sh
# Times training steps on this machine: ./stride-bench [--json] [--net FILE [--batch N]]
#   STRIDE_BACKEND             tensorflow, webgpu or wasm; without it the best one that is there
${PREAMBLE}
exec "$here/node" "$here/benchmarks/engine/dist/main.js" "$@"
`;

const READ_ME = `A Stride worker for Linux x64, with everything it needs but a GPU's driver.

  REDIS_URL=redis://... ./stride-worker       trains candidates of the searches that run there
  ./stride-bench                              times training steps, in turns with PyTorch where it is installed

The queues are in Redis (REDIS_URL) or in PostgreSQL (DATABASE_URL), as the controller has them. STRIDE_BACKEND chooses
tensorflow, webgpu or wasm; without it the best one that is there is taken, and every measurement says which. webgpu needs
the GPU's Vulkan driver. Datasets are read from STRIDE_HOME/datasets (home/datasets
here unless it is set), folders of your own from STRIDE_DATA_DIR.

Weights of full trainings go to STRIDE_ARTIFACTS: s3://bucket/prefix (with AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, and
AWS_ENDPOINT_URL_S3 for another store than AWS), or a folder. It must be the one that the API has. Without it they stay in
STRIDE_HOME/artifacts on this machine, where the API cannot export them.
`;

export function writeStartScripts(bundle: string, benchmark: boolean): void {
  writeFileSync(path.join(bundle, 'stride-worker'), WORKER, { mode: 0o755 });
  if (benchmark) writeFileSync(path.join(bundle, 'stride-bench'), BENCH, { mode: 0o755 });
  writeFileSync(path.join(bundle, 'README.txt'), READ_ME);
}
