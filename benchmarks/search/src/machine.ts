import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';

/** What the benchmark ran on, and of which commit. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly platform: string;
  readonly node: string;
  readonly loadBefore: number;
  /** Short hash, with `+` behind it where files were changed since; null outside a clone. */
  readonly commit: string | null;
}

export function describeMachine(root: string): Machine {
  return {
    cpu: (cpus()[0]?.model ?? 'unknown CPU').replace(/\s+/g, ' ').trim(), cores: availableParallelism(), memoryGB: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${arch()}`, node: process.version, loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100, commit: commitOf(root),
  };
}

function commitOf(root: string): string | null {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', 'packages', 'benchmarks/search');
    return `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : '+'}`;
  } catch {
    // An archive of the sources has no history to name.
    return null;
  }
}
