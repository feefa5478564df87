import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';
import type { Backend } from '@stride/engine';
import type { Torch } from './torch.js';

/** What the figures were measured on; nothing that tells whose machine it is. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly platform: string;
  readonly node: string;
  readonly backend: string;
  /** What the backend computes on: the processor, or a GPU. */
  readonly device: string;
  readonly threads: 1;
  /** Null where no Python with torch was found. */
  readonly torch: string | null;
  readonly torchDevice: 'cpu' | 'cuda' | null;
  /** Processes that wanted a core in the minute before the benchmark began; above 0 means that others were at work. */
  readonly loadBefore: number;
}

export function describeMachine(backend: Backend, torch: Torch | null): Machine {
  return {
    cpu: (cpus()[0]?.model ?? 'unknown CPU').replace(/\s+/g, ' ').trim(),
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${arch()}`,
    node: process.version,
    backend: backend.name, device: backend.device.name, threads: 1, torch: torch?.version ?? null, torchDevice: torch?.device ?? null,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
