/**
 * Generates the Prisma client of packages/storage, when the schema or Prisma's version has changed since the last time.
 * Works offline: `prisma generate` never runs the schema engine, but insists on a path to one.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const generated = join(root, 'packages/storage/src/generated');
const stamp = join(generated, '.schema-hash');
const manifest = createRequire(import.meta.url).resolve('prisma/package.json');

const hash = createHash('sha256')
  .update(readFileSync(join(root, 'prisma/schema.prisma')))
  .update(JSON.parse(readFileSync(manifest, 'utf8')).version)
  .digest('hex');

const upToDate = existsSync(join(generated, 'client.ts')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
if (!upToDate) generate();

function generate() {
  rmSync(stamp, { force: true });
  const result = spawnSync(process.execPath, [join(dirname(manifest), 'build/index.js'), 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}\n`);
    process.stderr.write(`prisma generate failed${result.error ? `: ${result.error.message}` : ''}\n`);
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}
