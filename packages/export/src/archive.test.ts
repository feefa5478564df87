import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { bundleFiles, unbundleFiles } from './archive.js';

const file = (name: string, ...bytes: number[]) => ({ name, contentType: 'text/plain', bytes: Uint8Array.from(bytes) });

it('leaves a single file as it is', () => {
  const only = file('model.py', 1, 2);
  expect(bundleFiles('winner', [only])).toBe(only);
  expect(unbundleFiles(only)).toEqual([only]);
});

it('packs several into one, always the same, and unpacks them again', () => {
  const files = [file('model.py', 1, 2), file('weights.safetensors', 3)];
  const archive = bundleFiles('winner-pytorch', files);
  expect(archive).toMatchObject({ name: 'winner-pytorch.zip', contentType: 'application/zip' });
  expect(archive.bytes.subarray(0, 2)).toEqual(Uint8Array.from(Buffer.from('PK')));
  expect(bundleFiles('winner-pytorch', files).bytes).toEqual(archive.bytes);
  expect(unbundleFiles(archive)).toEqual(files.map(({ name, bytes }) => ({ name, bytes })));
});

it('deflates text alone: weights cannot be made smaller, and take long', () => {
  const content = Buffer.alloc(10_000, 'stride');
  const sizeOf = (name: string, contentType: string) => bundleFiles('x', [{ name, contentType, bytes: content }, file('other', 1)]).bytes.length;
  expect(sizeOf('model.py', 'text/x-python')).toBeLessThan(1_000);
  expect(sizeOf('weights.safetensors', 'application/octet-stream')).toBeGreaterThan(content.length);
});

it.each(['../model.py', '/model.py', 'folder/model.py', 'C:\\model.py', '.bashrc'])('unpacks nothing that would leave its folder: %s', (name) => {
  const bytes = zipSync({ [name]: Uint8Array.of(1) });
  expect(() => unbundleFiles({ name: 'x.zip', contentType: 'application/zip', bytes })).toThrow('is not the name of a file');
  expect(() => unbundleFiles(file(name, 1))).toThrow('is not the name of a file');
});

it('says what is no archive', () => {
  expect(() => unbundleFiles({ ...file('x.zip', 1, 2, 3), contentType: 'application/zip' })).toThrow('x.zip is no zip archive');
});
