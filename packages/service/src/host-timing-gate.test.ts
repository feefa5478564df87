import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostTimingGate } from './host-timing-gate.js';

const PROCESS = fileURLToPath(new URL('./testing/gate-process.mjs', import.meta.url));
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gate-'));
  file = path.join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Mark { readonly what: string; readonly at: bigint }
interface Span { readonly from: bigint; readonly to: bigint }

function start(mode: 'shared' | 'exclusive' | 'hold', turns: number) {
  const child: ChildProcess = spawn(process.execPath, [PROCESS, file, mode, String(turns)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => { output += text; });
  const marks = once(child, 'close').then(() => output.trim().split('\n').map((line): Mark => {
    const [what = '', at = '0'] = line.split(' ');
    return { what, at: BigInt(at) };
  }));
  return { child, marks };
}

function spans(marks: readonly Mark[]): Span[] {
  return marks.flatMap((mark, index) => (mark.what === 'enter' ? [{ from: mark.at, to: marks[index + 1]?.at ?? mark.at }] : []));
}

const overlap = (a: Span, b: Span) => a.from < b.to && b.from < a.to;

describe('HostTimingGate', () => {
  it('keeps training steps of other processes out of a timing run, and lets them run beside each other', async () => {
    const trainers = [start('shared', 60), start('shared', 60)];
    const timers = [start('exclusive', 8), start('exclusive', 8)];
    const trained = (await Promise.all(trainers.map((run) => run.marks))).map(spans);
    const timed = (await Promise.all(timers.map((run) => run.marks))).map(spans);
    expect(trained.map((run) => run.length)).toEqual([60, 60]);
    expect(timed.map((run) => run.length)).toEqual([8, 8]);
    for (const timing of timed.flat()) {
      expect(trained.flat().some((step) => overlap(step, timing))).toBe(false);
    }
    const [first = [], second = []] = timed;
    expect(first.some((a) => second.some((b) => overlap(a, b)))).toBe(false);
  });

  it('lets a waiting timing run go before later training steps', async () => {
    const [training, timing, later] = [new HostTimingGate(file), new HostTimingGate(file), new HostTimingGate(file)];
    const order: string[] = [];
    let finishStep = () => {};
    const step = training.shared(() => new Promise<void>((resolve) => { finishStep = resolve; }));
    await new Promise((resolve) => setImmediate(resolve));
    const run = timing.exclusive(() => order.push('timing'));
    await new Promise((resolve) => setImmediate(resolve));
    const laterStep = later.shared(() => order.push('later step'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(order).toEqual([]);
    finishStep();
    await Promise.all([step, run, laterStep]);
    expect(order).toEqual(['timing', 'later step']);
    for (const gate of [training, timing, later]) gate.close();
  });

  it('is free again when its holder is killed', async () => {
    const { child, marks } = start('hold', 1);
    // The first turn's output shows that the process is up; the hold follows within it.
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGKILL');
    await marks;
    const gate = new HostTimingGate(file);
    await expect(gate.exclusive(() => 'entered')).resolves.toBe('entered');
    await expect(gate.shared(() => 'entered')).resolves.toBe('entered');
    gate.close();
  });

  it('is free again after work that throws', async () => {
    const gate = new HostTimingGate(file);
    await expect(gate.exclusive(() => { throw new Error('no'); })).rejects.toThrow('no');
    await expect(gate.shared(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(gate.exclusive(() => 1)).resolves.toBe(1);
    gate.close();
  });
});
