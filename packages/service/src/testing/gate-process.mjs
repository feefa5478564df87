// A process that uses the gate as a worker does and prints when it enters and leaves: `node gate-process.mjs FILE MODE TURNS`.
import { HostTimingGate } from '../../dist/host-timing-gate.js';

const [file, mode, turns] = process.argv.slice(2);
const gate = new HostTimingGate(file);
const busy = (ms) => { for (const end = process.hrtime.bigint() + BigInt(ms * 1e6); process.hrtime.bigint() < end; ); };
// CLOCK_MONOTONIC is one clock for all processes of a host.
const mark = (what) => process.stdout.write(`${what} ${process.hrtime.bigint()}\n`);

for (let turn = 0; turn < Number(turns); turn += 1) {
  if (mode === 'shared') await gate.shared(() => { mark('enter'); busy(4); mark('leave'); });
  else {
    await gate.exclusive(() => { mark('enter'); busy(10); mark('leave'); });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
if (mode === 'hold') await gate.exclusive(() => new Promise(() => setInterval(() => {}, 1000)));
