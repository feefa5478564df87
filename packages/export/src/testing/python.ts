/** For tests: exported files in a folder of their own, and Debian's Python on them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ExportFile } from '../formats/format.js';

/** Debian's own first: `python3-torch` is for that one, and another may come first on the path. */
const PROGRAMS = ['/usr/bin/python3', 'python3'] as const;
const PYTHON = PROGRAMS.find((program) => imports(program, 'torch')) ?? 'python3';

/** Runs `work` where the files lie, and deletes them again. */
export function withFiles<T>(files: readonly Pick<ExportFile, 'name' | 'bytes'>[], work: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'stride-export-'));
  try {
    for (const { name, bytes } of files) writeFileSync(path.join(folder, name), bytes);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a script prints. */
export function python(folder: string, ...args: string[]): string {
  return run(PYTHON, folder, ...args);
}

export function run(program: string, folder: string, ...args: string[]): string {
  // Compiled modules would lie beside the stand-ins of this package.
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  return execFileSync(program, args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A Python in which Keras 3 can be imported; null when this machine has none. STRIDE_KERAS_PYTHON names one that is not on the path. */
export function kerasPython(): string | null {
  const programs = [process.env['STRIDE_KERAS_PYTHON'] ?? [], PROGRAMS].flat();
  return programs.find((program) => imports(program, 'keras, keras.ops')) ?? null;
}

function imports(program: string, modules: string): boolean {
  return spawnSync(program, ['-c', `import ${modules}`]).status === 0;
}

/** Numbers as a file that `numpy.fromfile` and `torch.frombuffer` read. */
export function numbers(name: string, values: Float32Array | Uint8Array): { name: string; bytes: Uint8Array } {
  return { name, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

export function floatsOf(folder: string, name: string): Float32Array {
  return new Float32Array(Uint8Array.from(readFileSync(path.join(folder, name))).buffer);
}
