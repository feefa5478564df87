/** The repository lints clean, and each import that must never exist is caught when planted. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OXLINT = path.join(ROOT, 'node_modules', '.bin', 'oxlint');
const planted: string[] = [];

function lint(...paths: string[]) {
  const { status, stdout } = spawnSync(OXLINT, ['--format', 'unix', ...paths], { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout };
}

/** Plants a file, lints it alone. The name keeps it out of builds and tests that run at the same time. */
function plant(folder: string, source: string) {
  const file = path.join(ROOT, folder, `planted-${process.pid}-${planted.length}.mts`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, source);
  planted.push(file);
  return lint(path.relative(ROOT, file));
}

afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file, { force: true });
});

describe('lint', () => {
  it('finds nothing in the repository', () => {
    const { status, stdout } = lint();
    expect(stdout).not.toMatch(/\[Error|\[Warning/);
    expect(status).toBe(0);
  });

  const forbidden: [folder: string, specifier: string][] = [
    ['packages/core/src', 'node:fs'],
    ['packages/core/src', '@stride/contracts'],
    ['packages/core/src/architecture', '../search-space/search-space.js'],
    ['packages/core/src/cost-model', '../reward/reward.js'],
    ['packages/core/src/search-space', '../strategies/strategy.js'],
    ['packages/core/src/reward', '../strategies/strategy.js'],
    ['packages/core/src/cost-model', '../scaling/scale.js'],
    ['packages/core/src/scaling', '../families/families.js'],
    ['packages/core/src/families', '../search-space/search-space.js'],
    ['packages/export/src', '@tensorflow/tfjs-core'],
    ['packages/export/src', '@stride/engine'],
    ['packages/artifacts/src', '@stride/storage'],
    ['services/api/src', '@stride/worker'],
    ['services/controller/src', '@stride/api'],
    ['services/worker/src', '@stride/controller'],
    ['packages/contracts/src', '@stride/storage'],
    ['packages/contracts/src', 'zod'],
    ['services/dashboard/src', '@stride/storage'],
    ['services/dashboard/src', 'node:fs'],
    ['services/worker/src', '@tensorflow/tfjs-core'],
    ['services/controller/src', '@prisma/client'],
    ['services/api/src', 'bullmq'],
    ['packages/storage/src', 'ioredis'],
    ['packages/engine/src', '@stride/queue'],
    ['packages/engine/src', '@stride/storage'],
    ['services/api/src', '@stride/testing'],
    ['packages/client/src', '@stride/contracts'],
    ['packages/core/src/effects', '../reward/reward.js'],
    ['packages/cli/src', '../../../benchmarks/x.js'],
    ['packages/cli/src', '@stride/storage/src/client.js'],
  ];

  it.each(forbidden)('%s must not import %s', (folder, specifier) => {
    const { status, stdout } = plant(folder, `import * as planted from '${specifier}';\nexport const x = planted;\n`);
    expect(stdout).toContain('no-restricted-imports');
    expect(status).not.toBe(0);
  });

  it.each(['services/dashboard/src', 'packages/cli/src'])('nothing in %s talks HTTP but by the client', (folder) => {
    const { status, stdout } = plant(folder, "export const x = () => fetch('/v1/searches');\n");
    expect(stdout).toContain('no-restricted-globals');
    expect(status).not.toBe(0);
  });

  it('lets through what is allowed', () => {
    const { status, stdout } = plant('packages/contracts/src', "import * as core from '@stride/core';\nimport * as box from 'typebox';\nimport * as own from './domain.js';\nexport const x = [core, box, own];\n");
    expect(stdout).not.toContain('no-restricted-imports');
    expect(status).toBe(0);
  });
});
