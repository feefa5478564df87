import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceProcess } from './service-process.js';

/** Small processes that behave like services, well or badly. */
const READY = `process.send({ type: 'ready', pid: process.pid });`;
const STAY = `setInterval(() => {}, 1000);`;
const END_ON_SIGTERM = `process.on('SIGTERM', () => process.exit(0));`;
/** Is about to say that it is ready when it is asked to end, and does both. */
const READY_WHEN_ASKED_TO_END = `${STAY} process.on('SIGTERM', () => { ${READY} setTimeout(() => process.exit(0), 50); }); console.log('waits');`;

let folder: string;
let notices: string[];
let lines: string[];
let service: ServiceProcess;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stride-process-'));
  notices = [];
  lines = [];
});
afterEach(async () => {
  vi.useRealTimers();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

function create(code: string): ServiceProcess {
  const main = path.join(folder, 'main.mjs');
  writeFileSync(main, code);
  service = new ServiceProcess({
    name: 'tiny', main, env: { FOLDER: folder }, logs: folder,
    onLine: (_, line) => lines.push(line), onNotice: (notice) => notices.push(notice),
  });
  return service;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('ServiceProcess', () => {
  it('gives what the service said, keeps its output, and ends it', async () => {
    const ready = await create(`${END_ON_SIGTERM} ${STAY} console.log('one'); process.stderr.write('two'); ${READY}`).start();
    const pid = Number(ready['pid']);
    expect(alive(pid)).toBe(true);
    await service.stop();
    expect(alive(pid)).toBe(false);
    expect(notices).toEqual([]);
    await until(() => lines.length === 2);
    expect(lines.toSorted()).toEqual(['one', 'two']);
    expect(readFileSync(path.join(folder, 'tiny.log'), 'utf8')).toContain('one\n');
  });

  it('says the last words of a service that does not start', async () => {
    const starting = create(`console.error('no disk\\nno hope'); process.exit(3);`).start();
    await expect(starting).rejects.toThrow(/tiny did not start \(exit code 3\)[^]*tiny\.log; its last lines:\nno disk\nno hope/);
  });

  it('stops while the service starts, also when that gets ready meanwhile', async () => {
    for (const code of [READY_WHEN_ASKED_TO_END, `${STAY} console.log('waits');`, `${END_ON_SIGTERM} ${STAY} console.log('waits');`]) {
      lines = [];
      const starting = create(code).start().catch((error: Error) => error.message);
      await until(() => lines.includes('waits'));
      await service.stop();
      await starting;
      expect(alive(Number(service.pid))).toBe(false);
      expect(notices).toEqual([]);
    }
  });

  it('starts a service again that ended, after growing pauses', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await create(`import { existsSync, writeFileSync } from 'node:fs';
      const mark = process.env.FOLDER + '/started';
      if (existsSync(mark)) process.exit(7);
      writeFileSync(mark, '');
      ${READY} process.on('disconnect', () => process.exit(0));`).start();
    process.kill(Number(service.pid), 'SIGKILL');
    for (const [index, seconds] of [0.5, 1, 2, 4, 8, 15, 15].entries()) {
      await until(() => notices.length === index + 1);
      expect(notices[index]).toMatch(new RegExp(`tiny ${index === 0 ? 'ended \\(SIGKILL\\)' : 'did not start \\(exit code 7\\)'}[^]*starting it again in ${seconds} s$`));
      const before = service.pid;
      vi.advanceTimersByTime(seconds * 1000 - 1);
      expect(service.pid).toBe(before);
      vi.advanceTimersByTime(1);
      expect(service.pid).not.toBe(before);
    }
  });

  it('lets the pauses grow also after the service had lived long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    await create(`import { existsSync, writeFileSync } from 'node:fs';
      const mark = process.env.FOLDER + '/started';
      if (existsSync(mark)) process.exit(7);
      writeFileSync(mark, '');
      ${READY} process.on('disconnect', () => process.exit(0));`).start();
    vi.advanceTimersByTime(3_600_000);
    process.kill(Number(service.pid), 'SIGKILL');
    for (const [index, seconds] of [0.5, 1, 2].entries()) {
      await until(() => notices.length === index + 1);
      expect(notices[index]).toContain(`again in ${seconds} s`);
      vi.advanceTimersByTime(seconds * 1000);
    }
  });

  it('stops between an end and the next start', async () => {
    await create(`${READY} ${STAY}`).start();
    const pid = Number(service.pid);
    process.kill(pid, 'SIGKILL');
    await until(() => notices.length === 1);
    await service.stop();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(service.pid).toBe(pid);
  });

  it('kills without waiting', async () => {
    await create(`process.on('SIGTERM', () => {}); ${READY} ${STAY}`).start();
    const pid = Number(service.pid);
    service.kill();
    await until(() => !alive(pid));
    expect(notices).toEqual([]);
  });
});
