import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StrideError, type Dataset } from '@stride/core';
import { unreadableFile } from '../corrupt-file.js';
import type { DatasetFolder, Pace } from '../folder/dataset-folder.js';
import { readCacheFile, writeCacheFile } from './cache-file.js';

/** Raise it when decoding or holding out changes: what was cached before is then built anew. */
const FOLDER_VERSION = 1;
const KEY_DIGITS = 16;

/** Reads the cache file; builds it when it is missing or damaged. */
export async function cached(file: string, pace: Pace, build: () => Promise<Dataset>): Promise<Dataset> {
  try {
    const hit = await pace(() => readCacheFile(file));
    if (hit !== undefined) return hit;
  } catch (error) {
    if (!(error instanceof StrideError) || error.code !== 'DATASET_CORRUPT') throw error;
    // A damaged cache is only a copy: what it was made from is still there.
  }
  const dataset = await build();
  await pace(() => writeCacheFile(file, dataset));
  return dataset;
}

/**
 * The decoded dataset of a folder, kept under a key of its files' names, sizes and times, so that a changed folder is
 * decoded anew. What was kept of it before goes.
 */
export async function cachedFolder(cacheDir: string, folder: DatasetFolder, pace: Pace): Promise<Dataset> {
  const prefix = prefixOf(folder.info.name);
  const name = `${prefix}${await pace(() => keyOf(folder))}.bin`;
  return cached(join(cacheDir, name), pace, async () => {
    const dataset = await folder.read(pace);
    await forget(cacheDir, prefix, name);
    return dataset;
  });
}

/** Readable, and yet different for different names whatever their characters. */
function prefixOf(name: string): string {
  return `folder-${name.replaceAll(/[^\w.-]/g, '_')}-${sha256(name).slice(0, 8)}-`;
}

async function keyOf({ info, files }: DatasetFolder): Promise<string> {
  const lines = await Promise.all(files.map(async (file) => {
    const { size, mtimeMs } = await stat(file).catch((cause: unknown) => { throw unreadableFile(file, cause); });
    return JSON.stringify([file, size, mtimeMs]);
  }));
  return sha256([FOLDER_VERSION, info.name, JSON.stringify(info.shape), ...lines].join('\n')).slice(0, KEY_DIGITS);
}

async function forget(cacheDir: string, prefix: string, current: string): Promise<void> {
  const names = await readdir(cacheDir).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const old = names.filter((name) => name.startsWith(prefix) && name.length === prefix.length + KEY_DIGITS + '.bin'.length && name !== current);
  await Promise.all(old.map((name) => rm(join(cacheDir, name), { force: true })));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
