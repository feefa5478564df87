import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { productionPackages } from './production-packages.js';

let root: string;
beforeEach(() => { root = mkdtempSync(path.join(tmpdir(), 'stride-packages-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

function install(folder: string, manifest: object): void {
  mkdirSync(path.join(root, folder), { recursive: true });
  writeFileSync(path.join(root, folder, 'package.json'), JSON.stringify({ name: folder.split('node_modules/').at(-1), ...manifest }));
}

const targets = (leftOut = /^$/) => productionPackages(root, path.join(root, 'services/worker'), leftOut).map(({ target }) => target).sort();

it('follows dependencies through the workspace, to where Node finds each', () => {
  install('services/worker', { name: '@stride/worker', dependencies: { '@stride/engine': '1', a: '1' }, devDependencies: { vitest: '4' } });
  install('packages/engine', { name: '@stride/engine', dependencies: { b: '1' } });
  mkdirSync(path.join(root, 'node_modules/@stride'), { recursive: true });
  symlinkSync('../../packages/engine', path.join(root, 'node_modules/@stride/engine'));
  install('packages/engine/node_modules/b', {});
  install('node_modules/a', { dependencies: { b: '2' }, optionalDependencies: { elsewhere: '1' }, peerDependencies: { c: '1' } });
  install('node_modules/a/node_modules/b', {});
  install('node_modules/c', { dependencies: { a: '1' } });
  install('node_modules/vitest', {});
  expect(targets()).toEqual([
    'node_modules/@stride/engine', 'node_modules/@stride/engine/node_modules/b', 'node_modules/@stride/worker',
    'node_modules/a', 'node_modules/a/node_modules/b', 'node_modules/c',
  ]);
  expect(targets(/^(c|b)$/)).toEqual(['node_modules/@stride/engine', 'node_modules/@stride/worker', 'node_modules/a']);
});

it('fails where something is missing, unless it is optional', () => {
  install('services/worker', { name: '@stride/worker', optionalDependencies: { a: '1' }, peerDependencies: { b: '1' }, peerDependenciesMeta: { b: { optional: true } } });
  expect(targets()).toEqual(['node_modules/@stride/worker']);
  install('services/worker', { name: '@stride/worker', dependencies: { a: '1' } });
  expect(() => targets()).toThrow('@stride/worker needs a, which is not installed');
});
