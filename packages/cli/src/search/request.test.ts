import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestOf, type RequestFlags } from './request.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-request-'));
const at = (name: string) => path.join(folder, name);
beforeAll(() => {
  writeFileSync(at('request.json'), JSON.stringify({ space: 'a', budget: { candidates: 5, failures: 2 }, objective: { kind: 'joint', w: -0.5 }, strategy: { name: 'ppo', options: { x: 1 } }, seed: 3 }));
  writeFileSync(at('space.json'), '{"name":"mine"}');
  writeFileSync(at('list.json'), '[]');
  writeFileSync(at('broken.json'), '{');
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each<[RequestFlags, object]>([
  [{ space: 'fashion-mnist' }, { space: 'fashion-mnist' }],
  [{ space: at('space.json'), name: 'n', dataset: 'd', candidates: 3, concurrency: 2, seed: 0 }, { space: { name: 'mine' }, name: 'n', dataset: 'd', budget: { candidates: 3 }, concurrency: 2, seed: 0 }],
  [{ space: 'a', strategy: 'random', scheduler: 'asha', w: -0.1, v: '0' }, { space: 'a', strategy: { name: 'random' }, scheduler: { name: 'asha' }, objective: { w: -0.1, v: 0 } }],
  [{ space: 'a', from: 'id' }, { space: 'a', warmStart: { fromSearch: 'id' } }],
  [{ file: at('request.json') }, { space: 'a', budget: { candidates: 5, failures: 2 }, objective: { kind: 'joint', w: -0.5 }, strategy: { name: 'ppo', options: { x: 1 } }, seed: 3 }],
  [{ file: at('request.json'), candidates: 9, v: -1, strategy: 'random', space: 'b' }, { space: 'b', budget: { candidates: 9, failures: 2 }, objective: { kind: 'joint', w: -0.5, v: -1 }, strategy: { name: 'random' }, seed: 3 }],
])('%j asks for %j', (flags, request) => {
  expect(requestOf(flags)).toEqual(request);
});

it.each<[RequestFlags, string]>([
  [{}, 'Say what to search in'], [{ space: 'a', candidates: 1.5 }, '--candidates is 1.5'], [{ space: 'a', w: 'x' }, '--w is "x"'],
  [{ file: at('no.json') }, 'There is no file'], [{ file: at('list.json') }, 'holds no JSON object'], [{ space: at('broken.json') }, 'holds no JSON: '],
])('%j is refused', (flags, message) => {
  expect(() => requestOf(flags)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(message) as string }));
});
