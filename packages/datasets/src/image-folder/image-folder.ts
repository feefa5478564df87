/** A dataset of images in class folders. */
import { StrideError, type Dataset, type ImageShape } from '@stride/core';
import type { DatasetInfo } from '../catalogue.js';
import type { DatasetFolder, Pace } from '../folder/dataset-folder.js';
import { pack } from '../held-out/pack.js';
import { splitByClass, type HeldOut, type LabeledImage } from '../held-out/split-by-class.js';
import { decodeImage } from './decode.js';
import { readImageSize, SIZE_FILE } from './image-size.js';
import { listImages, some, type FilesByClass, type ImageListing } from './list-images.js';

const SPLIT_SEED = 'stride/image-folder/1';

/** Of the images of a class, for each split that is held out: a tenth, but one at least where there are three. */
const HELD_OUT_SHARE = 0.1;
const MIN_TO_SHARE = 3;

/** A dataset is held in memory and cached in one file, which Node.js reads up to this size. */
const MAX_BYTES = 2 ** 31 - 2 ** 20;

/** Decoded between two looks at the gate. */
const CHUNK = 64;

const SPLITS = ['train', 'validation', 'test'] as const;

/**
 * Validation and test are those of the folder; a split that it lacks is held out of training, always the same images.
 * @throws StrideError DATASET_INVALID naming the folder or file that is not as it should be
 */
export async function openImageFolder(
  folder: string, name: string, subfolders: readonly string[], licence: string,
): Promise<DatasetFolder> {
  const { shape, files } = await readImageSize(folder);
  const listing = await listImages(folder, subfolders);
  const info: DatasetInfo = {
    name, description: `Images in class folders: ${some(listing.classes)}`, shape, classes: listing.classes.length,
    splits: splitSizes(listing), licence,
  };
  requireRoom(folder, info);
  return {
    info,
    files: [...files, ...SPLITS.flatMap((split) => listing[split]?.flat() ?? [])],
    read: (pace) => decodeAll(listing, info, pace),
  };
}

function splitSizes(listing: ImageListing): DatasetInfo['splits'] {
  const heldOut = heldOutOf(listing);
  const held = listing.train.map((files) => heldOut(files.length));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const validation = sum(held.map((each) => each.validation)), test = sum(held.map((each) => each.test));
  return {
    train: count(listing.train) - validation - test,
    validation: validation + count(listing.validation ?? []),
    test: test + count(listing.test ?? []),
  };
}

function heldOutOf({ validation, test }: ImageListing): (images: number) => HeldOut {
  return (images) => {
    const share = images < MIN_TO_SHARE ? 0 : Math.max(1, Math.floor(images * HELD_OUT_SHARE));
    return { validation: validation === undefined ? share : 0, test: test === undefined ? share : 0 };
  };
}

function count(classes: FilesByClass): number {
  return classes.reduce((sum, files) => sum + files.length, 0);
}

function requireRoom(folder: string, { shape, splits }: DatasetInfo): void {
  const empty = SPLITS.find((split) => splits[split] === 0);
  if (empty !== undefined) {
    throw new StrideError('DATASET_INVALID', `${folder} has too few images: none are left for ${empty}. A class needs ${MIN_TO_SHARE}, better many more.`);
  }
  const images = splits.train + splits.validation + splits.test;
  const bytes = images * shape.height * shape.width * shape.channels;
  if (bytes > MAX_BYTES) {
    throw new StrideError('DATASET_INVALID',
      `${folder} has ${images} images, which at ${shape.height}x${shape.width}x${shape.channels} make ${(bytes / 2 ** 30).toFixed(1)} GiB; `
      + `at most 2 GiB are held in memory. A smaller size in its ${SIZE_FILE} helps, or fewer images.`);
  }
}

async function decodeAll(listing: ImageListing, { name, shape, classes }: DatasetInfo, pace: Pace): Promise<Dataset> {
  const decode = (part: FilesByClass) => decodePart(part, shape, pace);
  const none = (): HeldOut => ({ validation: 0, test: 0 });
  const ordered = async (part: FilesByClass) => splitByClass(await decode(part), none, SPLIT_SEED).train;

  const held = splitByClass(await decode(listing.train), heldOutOf(listing), SPLIT_SEED);
  const validation = listing.validation === undefined ? held.validation : await ordered(listing.validation);
  const test = listing.test === undefined ? held.test : await ordered(listing.test);
  const packed = (images: readonly LabeledImage[]) => pack(images, shape, classes);
  return { name, shape, classes, train: packed(held.train), validation: packed(validation), test: packed(test) };
}

async function decodePart(classes: FilesByClass, shape: ImageShape, pace: Pace): Promise<Uint8Array[][]> {
  const decoded: Uint8Array[][] = [];
  for (const files of classes) {
    const images: Uint8Array[] = [];
    for (let start = 0; start < files.length; start += CHUNK) {
      const chunk = files.slice(start, start + CHUNK);
      images.push(...await pace(() => Promise.all(chunk.map((file) => decodeImage(file, shape)))));
    }
    decoded.push(images);
  }
  return decoded;
}
