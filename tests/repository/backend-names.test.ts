/** One trainer for every backend: what differs between them stays in the engine's folder backends/. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BACKEND_NAMES } from '@stride/engine';
import { expect, it } from 'vitest';

const ENGINE = fileURLToPath(new URL('../../packages/engine/src', import.meta.url));

/** Also those that TensorFlow.js has besides. */
const NAMES = [...BACKEND_NAMES, 'cpu', 'webgl', 'node'];

/** A name as a whole string, or a package that is one backend's. */
const MENTION = new RegExp(`(['"\`])(${NAMES.join('|')}|@tensorflow/tfjs-(backend-|node).*?)\\1`, 'g');

const mentions = (source: string) => [...source.matchAll(MENTION)].map(([text]) => text);

function productFiles(): string[] {
  return readdirSync(ENGINE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.split(path.sep).includes('testing'))
    .filter((file) => !file.startsWith(`backends${path.sep}`));
}

it('no file of the engine outside backends/ names a backend', () => {
  const files = productFiles();
  expect(files).toContain(path.join('train', 'trainer.ts'));
  expect(files.flatMap((file) => mentions(readFileSync(path.join(ENGINE, file), 'utf8')).map((text) => `${file}: ${text}`))).toEqual([]);
});

it.each([
  "if (backend.name === 'wasm') return fast(x);",
  'switch (tf.getBackend()) { case "webgpu": break; }',
  "import '@tensorflow/tfjs-backend-cpu';",
])('%s would be found', (source) => expect(mentions(source)).toHaveLength(1));

it('finds them in backends/, where they belong', () => {
  expect(mentions(readFileSync(path.join(ENGINE, 'backends/wasm/wasm-backend.ts'), 'utf8')).length).toBeGreaterThan(0);
});
