/** On whatever adapter there is, in this process; how a process ends is tested from outside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '../backend.js';
import { openBackend } from '../open-backend.js';
import { webgpuProvider } from './provider.js';
import { ANY_ADAPTER } from './testing/any-adapter.js';

const device = () => (tf.backend() as unknown as { device: GPUDevice }).device;

describe('the webgpu backend', () => {
  let backend: Backend;
  beforeEach(async () => { backend = await openBackend({ env: ANY_ADAPTER }); });
  afterEach(() => backend.dispose());

  it('says what it is', () => {
    expect(tf.getBackend()).toBe('webgpu');
    expect(backend).toMatchObject({ name: 'webgpu', memoryLimitBytes: null, exclusive: true, device: { backend: 'webgpu', threads: 1 } });
    expect(backend.device.vendor).toMatch(/^\w+$/);
    expect(backend.device.name).not.toMatch(/^(unknown.*)?$/);
    expect(backend.device.driver).toMatch(/^tfjs-webgpu \d+\.\d+\.\d+, dawn \d+\.\d+\.\d+, ./);
  });

  it('counts what it holds and the most it has held', async () => {
    const before = backend.memory();
    const large = tf.add(tf.zeros([512, 512]), 1);
    await backend.sync(large);
    expect(backend.memory().tensors - before.tensors).toBe(2);
    large.dispose();
    expect(backend.memory().peakBytes).toBeGreaterThanOrEqual(2 ** 20);
    expect(backend.memory().peakBytes).toBeLessThan(2 ** 24);
  });

  it.each([2, 7, 8, 9, 20])('adds up %i tensors', async (count) => {
    const sum = tf.addN(Array.from({ length: count }, (_, index) => tf.fill([1500], index + 1)));
    expect((await sum.data())[1499]).toBe((count * (count + 1)) / 2);
  });

  it('works again after it was disposed', async () => {
    backend.dispose();
    backend = await openBackend({ env: ANY_ADAPTER });
    expect([...(await tf.mul(tf.range(0, 2000), 2).data())].at(-1)).toBe(3998);
  });

  describe('an error that the device reports aside', () => {
    const compute = () => tf.add(tf.zeros([2000]), 1);

    it('is OUT_OF_MEMORY where something did not fit, for every read from then on', async () => {
      device().createBuffer({ size: device().limits.maxBufferSize + 4, usage: GPUBufferUsage.STORAGE });
      const failure = { code: 'OUT_OF_MEMORY', message: expect.stringMatching(/smaller batch.*max buffer size/) as string };
      await expect(compute().data()).rejects.toMatchObject(failure);
      await expect(backend.sync(compute())).rejects.toMatchObject(failure);
      // What the step stumbled over afterwards is not what went wrong.
      expect(backend.explain(new Error('NaN'))).toMatchObject(failure);
    });

    it('is BACKEND_FAILED otherwise', async () => {
      device().createShaderModule({ code: 'not a shader' });
      await expect(compute().data()).rejects.toMatchObject({ code: 'BACKEND_FAILED', message: expect.stringMatching(/void: .*WGSL/) as string });
    });

    it('is BACKEND_FAILED when the device is gone', async () => {
      const result = compute();
      device().destroy();
      await expect(result.data()).rejects.toMatchObject({ code: 'BACKEND_FAILED' });
    });
  });

  it('explains a refusal to allocate, which is thrown at once', () => {
    const refusal = new RangeError('createBuffer failed to allocate a buffer mapped at creation.');
    expect(backend.explain(refusal)).toMatchObject({ code: 'OUT_OF_MEMORY', cause: refusal });
  });

  it('leaves errors alone that are not the device\'s', () => {
    const error = new Error('something else');
    expect(backend.explain(error)).toBe(error);
  });
});

it('is not opened in software unless it is asked for by name as well as by the setting', async () => {
  const { STRIDE_WEBGPU_SOFTWARE } = ANY_ADAPTER;
  for (const request of [{ env: {}, byName: true }, { env: { STRIDE_WEBGPU_SOFTWARE }, byName: false }]) {
    const outcome = await webgpuProvider.open(request).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    else {
      const { device: found, dispose } = outcome as Backend;
      dispose();
      expect(Object.values(found).join(' ')).not.toMatch(/swiftshader/i);
    }
  }
});

/** Built code: these are processes of Node.js itself. */
describe('a process that uses it', () => {
  const ENGINE = new URL('../../../dist/index.js', import.meta.url).href;
  const TENSORFLOW = createRequire(import.meta.url).resolve('@tensorflow/tfjs-core');

  async function run(work: string): Promise<unknown> {
    const program = `import { createRequire } from 'node:module';
      import { openBackend } from ${JSON.stringify(ENGINE)};
      const tf = createRequire(import.meta.url)(${JSON.stringify(TENSORFLOW)});
      const backend = await openBackend({ name: 'webgpu' });
      ${work}`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'ignore', env: { ...process.env, ...ANY_ADAPTER } });
    const ended: unknown = await once(child, 'close');
    return ended;
  }

  it('may exit with work in flight', async () => {
    const enqueue = 'let x = tf.randomNormal([256, 256]); for (let i = 0; i < 12; i++) x = tf.matMul(x, x);';
    expect(await run(`${enqueue} void x.data(); process.exit(7);`)).toEqual([7, null]);
  });

  it('ends by itself once the backend is disposed', async () => {
    expect(await run('await tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])).data(); backend.dispose();')).toEqual([0, null]);
  });
});
