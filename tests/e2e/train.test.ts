/** `stride train` as a user runs it: a process of its own, interrupted in every way. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const STRIDE = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));

const ARCHITECTURE = {
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 2, expansion: 2, channels: 8, layers: 2, squeezeExcite: 0.25 }], head: { channels: 16 },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stride-e2e-train-'));
  writeFileSync(path.join(folder, 'small.json'), JSON.stringify(ARCHITECTURE));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A few seconds. The synthetic classes differ in place, which augmentation would blur. */
const TINY = ['--epochs', '4', '--batch-size', '20', '--augment', 'none'];

function start(out: string, ...flags: string[]) {
  const child = spawn(process.execPath, [
    STRIDE, 'train', 'small.json', '--dataset', 'synthetic', '--out', out, ...(flags.includes('--augment') ? [] : TINY), ...flags,
  ], { cwd: folder, env: { ...process.env, STRIDE_HOME: folder, STRIDE_TIMING_LOCK: path.join(folder, 'timing.lock') }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output.out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { output.err += text; });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
  return { child, ended };
}

const file = (out: string, name: string) => path.join(folder, out, name);

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !condition(); await new Promise((resolve) => setTimeout(resolve, 20))) {
    if (Date.now() > deadline) throw new Error('it did not come to that');
  }
}

describe('stride train', () => {
  it('trains to the end and leaves weights and result', async () => {
    const run = await start('straight', '--json').ended;
    expect(run).toMatchObject({ code: 0, err: expect.stringMatching(/epoch 4 \(step 400\/400\)[^]*Test accuracy/) as string });
    const result = JSON.parse(run.out) as { test: { accuracy: number; images: number } };
    expect(result.test.images).toBe(500);
    expect(result.test.accuracy).toBeGreaterThan(0.5);
    expect(JSON.parse(readFileSync(file('straight', 'result.json'), 'utf8'))).toEqual(result);
    expect(existsSync(file('straight', 'checkpoint.safetensors'))).toBe(false);
  });

  it('goes on after a kill and after Ctrl-C, and ends with the very same weights', async () => {
    const killed = start('resumed');
    await until(() => existsSync(file('resumed', 'checkpoint.safetensors')));
    killed.child.kill('SIGKILL');
    expect((await killed.ended).code).toBeNull();

    const refused = await start('resumed').ended;
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--resume') as string });
    const different = await start('resumed', '--resume', '--seed', '2').ended;
    expect(different).toMatchObject({ code: 1, err: expect.stringContaining('seed 1, not 2') as string });

    const interrupted = start('resumed', '--resume');
    await once(interrupted.child.stderr, 'data');
    await new Promise((resolve) => setTimeout(resolve, 300));
    interrupted.child.kill('SIGINT');
    const { code, err } = await interrupted.ended;
    // It may have been faster than the signal.
    if (code !== 0) {
      expect({ code, err }).toEqual({ code: 130, err: expect.stringMatching(/Stopping …\nSaved to .*checkpoint\.safetensors.*--resume/) as string });
      expect((await start('resumed', '--resume').ended).code).toBe(0);
    }
    expect(Buffer.compare(readFileSync(file('resumed', 'weights.safetensors')), readFileSync(file('straight', 'weights.safetensors')))).toBe(0);
  });

  it('says what is wrong with what it was given', async () => {
    expect(await start('x', '--augment', 'blur').ended).toMatchObject({ code: 2, err: expect.stringContaining('--augment has "blur"') as string });
    expect(await start('x', '--dataset', 'nowhere').ended).toMatchObject({ code: 1, err: expect.stringContaining('nowhere') as string });
  });
});
