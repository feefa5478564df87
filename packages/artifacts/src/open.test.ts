import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArtifactStore } from './open.js';

describe('opening a store', () => {
  it('takes folders as they are written', () => {
    expect(openArtifactStore('relative/place').description).toBe(`the folder ${path.resolve('relative/place')}`);
    expect(openArtifactStore('/a b/ü').description).toBe('the folder /a b/ü');
  });

  it.each(['', ' ', 's3://', 's3:///prefix', 's3://UPPER/x', 's3://b/..', 's3://weights/a//b', 'gs://weights/x', 'https://host/weights'])(
    'refuses %j and says what would be right', (location) => {
      expect(() => openArtifactStore(location)).toThrow(expect.objectContaining({
        code: 'CONFIG_INVALID', message: expect.stringMatching(/it should be a folder's path or s3:\/\/bucket\/prefix$/),
      }));
    });

  it('repeats no password that someone put into the address', () => {
    expect(() => openArtifactStore('s3://id:hush@host/weights')).toThrow(expect.objectContaining({
      message: expect.not.stringContaining('hush'),
    }));
  });
});
