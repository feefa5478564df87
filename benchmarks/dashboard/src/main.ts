/** Is the page as fast with ten thousand candidates as was promised? Measures a simulated search in a real browser on a real API. */
import { mkdir, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments, type Arguments } from './arguments.js';
import { launchBrowser } from './browser.js';
import { endpointsOf, timeEndpoint, type EndpointTime } from './endpoints.js';
import { measurePage } from './page.js';
import { readable } from './readable.js';
import type { Machine, Results } from './results.js';
import { seedSearch } from './seed-search.js';
import { startService, type Service } from './service.js';
import { rounded } from './statistics.js';
import { measureCatchUp, measureStream } from './stream.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const API = path.join(ROOT, 'services', 'api', 'dist', 'main.js');
const SMALL = 100;
const RUNNING = 1000;

const say = (text: string) => process.stderr.write(`${text}\n`);

function machineWith(chromium: string): Machine {
  return {
    cpu: (cpus()[0]?.model ?? 'unknown CPU').replace(/\s+/g, ' ').trim(), cores: availableParallelism(), memoryGB: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${arch()}`, node: process.version, chromium, loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

async function timeEndpoints(service: Service, searchId: string, requests: number): Promise<EndpointTime[]> {
  const times: EndpointTime[] = [];
  for (const [name, address] of endpointsOf(searchId)) {
    const time = await timeEndpoint(service.url, name, address, requests);
    if (time !== null) times.push(time);
  }
  return times;
}

async function measure(service: Service, given: Arguments): Promise<Results> {
  const browser = await launchBrowser();
  try {
    const machine = machineWith(browser.version());
    const begin = performance.now();
    const large = await seedSearch(service.db, { candidates: given.candidates, name: `simulated: ${given.candidates} candidates` });
    const seedSeconds = rounded((performance.now() - begin) / 1000);
    say(`${given.candidates} simulated candidates in ${seedSeconds} s`);
    const little = await seedSearch(service.db, { candidates: SMALL, name: `simulated: ${SMALL} candidates`, seed: 2 });
    const running = await seedSearch(service.db, { candidates: RUNNING, name: 'simulated: under way', seed: 3, running: true });
    const address = (id: string) => `${service.url}/searches/${id}`;
    const small = await measurePage(browser, address(little.searchId), { ...given, candidates: SMALL });
    const page = await measurePage(browser, address(large.searchId), given);
    say('page measured');
    const endpoints = await timeEndpoints(service, large.searchId, given.requests);
    say('endpoints measured');
    const hasLog = given.api === null;
    const target = { db: service.db, searchId: running.searchId };
    const stream = hasLog ? await measureStream(browser, address(running.searchId), target, given.streamSeconds) : null;
    const catchUp = hasLog ? await measureCatchUp(browser, address(running.searchId), target, given.missed) : null;
    return { date: new Date().toISOString(), note: given.note, machine, candidates: given.candidates, seedSeconds, page, small, endpoints, stream, catchUp };
  } finally {
    await browser.close();
  }
}

/** <date>-<cpu>-dashboard; a second run on the same day replaces the first. */
async function record(results: Results): Promise<string> {
  const cpu = results.machine.cpu.toLowerCase().replace(/\((r|tm)\)/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const file = path.join(ROOT, 'benchmarks', 'results', `${results.date.slice(0, 10)}-${cpu}-dashboard`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.json`, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(`${file}.md`, readable(results));
  return `${file}.md`;
}

const given = readArguments(process.argv.slice(2));
const service = await startService(given.api === null ? API : path.resolve(given.api));
try {
  const results = await measure(service, given);
  process.stdout.write(given.json ? `${JSON.stringify(results)}\n` : readable(results));
  if (given.record) say(`Stored as ${path.relative('.', await record(results))}`);
} finally {
  await service.stop();
}
