import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface NvidiaGpu {
  readonly name: string;
  readonly driver: string;
  readonly memoryBytes: number;
}

/** Asks nvidia-smi about the GPU that CUDA gives out first; null where it has no answer. */
export async function askNvidia(): Promise<NvidiaGpu | null> {
  const [first = '0'] = (process.env['CUDA_VISIBLE_DEVICES'] || '0').split(',');
  const query = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader,nounits', `--id=${first}`];
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: 5_000 });
    return parseAnswer(stdout);
  } catch {
    // A container may have the GPU without the tool; the name is then unknown, and says so.
    return null;
  }
}

/** One line of name, driver and mebibytes; null when it is anything else. */
export function parseAnswer(text: string): NvidiaGpu | null {
  const [name, driver, mebibytes] = text.trim().split(', ');
  if (!name || !driver || !(Number(mebibytes) > 0)) return null;
  return { name, driver, memoryBytes: Number(mebibytes) * 2 ** 20 };
}
