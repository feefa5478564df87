import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeStartScripts } from './start-scripts.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-start-scripts-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('passes on the settings that it tells of', () => {
  writeStartScripts(folder, false);
  writeFileSync(path.join(folder, 'node'), '#!/bin/sh\necho "$STRIDE_ARTIFACTS $AWS_REGION $STRIDE_HOME"\n', { mode: 0o755 });
  const env = { STRIDE_ARTIFACTS: 's3://bucket/stride', AWS_REGION: 'eu-north-1' };
  const run = (more: object) => execFileSync(path.join(folder, 'stride-worker'), { env: { ...env, ...more }, encoding: 'utf8' }).trim();
  expect(run({ STRIDE_HOME: '/data' })).toBe('s3://bucket/stride eu-north-1 /data');
  expect(run({})).toBe(`s3://bucket/stride eu-north-1 ${folder}/home`);
  for (const told of ['stride-worker', 'README.txt']) expect(readFileSync(path.join(folder, told), 'utf8')).toContain('STRIDE_ARTIFACTS');
});
