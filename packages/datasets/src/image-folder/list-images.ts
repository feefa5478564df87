/** What lies in a folder of images: parts, classes and files, found by their names alone. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StrideError } from '@stride/core';
import { corruptFile } from '../corrupt-file.js';
import { MAX_CLASSES } from '../labels.js';
import { subfoldersOf } from '../folder/subfolders.js';

const IMAGE = /\.(?:avif|gif|jfif|jpe?g|png|tiff?|webp)$/i;

/** Files of class 0, 1, ... */
export type FilesByClass = readonly (readonly string[])[];

export interface ImageListing {
  /** Sorted; a class is its place in this list. */
  readonly classes: readonly string[];
  readonly train: FilesByClass;
  /** Undefined where the folder leaves it to be held out of training. */
  readonly validation: FilesByClass | undefined;
  readonly test: FilesByClass | undefined;
}

type Part = 'train' | 'validation' | 'test';

const PARTS: ReadonlyMap<string, Part> = new Map([
  ['train', 'train'], ['validation', 'validation'], ['valid', 'validation'], ['val', 'validation'], ['test', 'test'],
]);

const partOf = (name: string) => PARTS.get(name.toLowerCase());

/**
 * @param subfolders of the folder: either `train` with class folders inside, and `validation` (or `val`, or `valid`) and
 *   `test` where there are any, or the class folders themselves
 * @throws StrideError DATASET_INVALID naming the folder that is not as it should be
 */
export async function listImages(folder: string, subfolders: readonly string[]): Promise<ImageListing> {
  const names = await findParts(folder, subfolders);
  if (names === undefined) return { ...await listClasses(folder, subfolders), validation: undefined, test: undefined };
  const trainFolder = join(folder, names.train);
  const training = await listClasses(trainFolder, await foldersIn(trainFolder));
  const part = async (name: string | undefined) => (name === undefined ? undefined : listPart(join(folder, name), training.classes));
  return { ...training, validation: await part(names.validation), test: await part(names.test) };
}

/** The names of the parts, or undefined where the subfolders are classes. What could be either is refused. */
async function findParts(folder: string, subfolders: readonly string[]): Promise<{ train: string; validation?: string; test?: string } | undefined> {
  const parts: Partial<Record<Part, string>> = {};
  const others: string[] = [];
  for (const name of subfolders) {
    const part = partOf(name);
    if (part === undefined) others.push(name);
    else if (parts[part] === undefined) parts[part] = name;
    else throw new StrideError('DATASET_INVALID', `${folder} has both ${parts[part]}/ and ${name}/; they mean the same, so one must go.`);
  }
  const { train } = parts;
  if (others.length > 0) {
    const isPart = train !== undefined && (await foldersIn(join(folder, train))).length > 0;
    if (!isPart) return undefined;
    throw new StrideError('DATASET_INVALID',
      `${folder} has class folders in ${train}/, so beside it only validation/ and test/ make sense; found ${some(others)}.`);
  }
  if (train !== undefined) return { ...parts, train };
  throw new StrideError('DATASET_INVALID', `${folder} has ${some(subfolders)}, but no train/ with class folders of images.`);
}

async function listClasses(folder: string, classes: readonly string[]): Promise<Pick<ImageListing, 'classes' | 'train'>> {
  if (classes.length < 2 || classes.length > MAX_CLASSES) {
    const found = classes.length === 0 ? 'none' : classes.length === 1 ? `one, ${classes[0]}` : classes.length;
    throw new StrideError('DATASET_INVALID', `${folder} should hold one folder of images for each class, 2 to ${MAX_CLASSES} of them; found ${found}.`);
  }
  const train = await Promise.all(classes.map(async (name) => {
    const files = await imagesIn(join(folder, name));
    if (files.length > 0) return files;
    throw new StrideError('DATASET_INVALID', `${join(folder, name)} holds no images (png, jpeg, webp, gif, tiff, avif), so its class has none to train on.`);
  }));
  return { classes, train };
}

/** Files of the classes of training; a class may be missing here, but none may be new. */
async function listPart(folder: string, classes: readonly string[]): Promise<FilesByClass> {
  const found = await foldersIn(folder);
  const stranger = found.find((name) => !classes.includes(name));
  if (stranger !== undefined) {
    throw new StrideError('DATASET_INVALID', `${join(folder, stranger)} is no class of training, which has ${some(classes)}.`);
  }
  const known = new Set(found);
  return Promise.all(classes.map((name) => (known.has(name) ? imagesIn(join(folder, name)) : [])));
}

/** One that cannot be read is named, and makes this dataset alone unusable. */
function foldersIn(folder: string): Promise<string[]> {
  return subfoldersOf(folder).catch((cause: unknown) => { throw corruptFile(folder, 'cannot be read', cause); });
}

/** Images in a folder and the folders inside it, sorted by path. */
async function imagesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((cause: unknown) => { throw corruptFile(folder, 'cannot be read', cause); });
  const isHidden = (path: string) => path.split(/[/\\]/).some((part) => part.startsWith('.'));
  return names.filter((name) => IMAGE.test(name) && !isHidden(name)).sort().map((name) => join(folder, name));
}

/** The first few names of a list. */
export function some(names: readonly string[]): string {
  const shown = 5;
  return names.slice(0, shown).join(', ') + (names.length > shown ? ` and ${names.length - shown} more` : '');
}
