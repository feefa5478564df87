import type { DatasetInfo } from '@stride/contracts';
import type { DatasetListing } from '@stride/datasets';
import { StrideError, type Choice, type ImageShape, type SearchSpace } from '@stride/core';

/**
 * The dataset of that name, or the one that fits the space: the space's namesake where it fits, else the first.
 * @throws StrideError DATASET_UNKNOWN | DATASET_INVALID | DATASET_MISMATCH
 */
export function chooseDataset(listing: DatasetListing, space: SearchSpace, name?: string): DatasetInfo {
  if (name !== undefined) return named(listing, space, name);
  const { datasets } = listing;
  const fitting = datasets.filter((dataset) => fits(dataset, space));
  const chosen = fitting.find((dataset) => dataset.name === space.name) ?? fitting[0];
  if (!chosen) {
    throw new StrideError('DATASET_MISMATCH',
      `no dataset fits the search space ${space.name}, which takes ${describeSpace(space)}: ${datasets.map(describeDataset).join(', ')}. Every folder in STRIDE_DATA_DIR is one more`);
  }
  return chosen;
}

function named({ datasets, unusable }: DatasetListing, space: SearchSpace, name: string): DatasetInfo {
  const dataset = datasets.find((each) => each.name === name);
  const broken = unusable.find((each) => each.name === name);
  if (broken) {
    throw new StrideError('DATASET_INVALID', broken.error.message,
      { issues: [{ path: '/dataset', message: `${JSON.stringify(name)} cannot be used: ${broken.error.message}` }], cause: broken.error });
  }
  if (!dataset) {
    const known = datasets.map((each) => each.name).join(', ');
    throw new StrideError('DATASET_UNKNOWN', `no dataset is named ${JSON.stringify(name)}; there are ${known}`,
      { issues: [{ path: '/dataset', message: `found ${JSON.stringify(name)}; expected one of ${known}` }] });
  }
  if (!fits(dataset, space)) {
    throw new StrideError('DATASET_MISMATCH',
      `the search space ${space.name} takes ${describeSpace(space)}, but ${describeDataset(dataset)}`,
      { issues: [{ path: '/dataset', message: `found ${describeDataset(dataset)}; expected ${describeSpace(space)}` }] });
  }
  return dataset;
}

/** Images are not resized, so every architecture of the space, and its reference, must take them as they are. */
function fits(dataset: DatasetInfo, space: SearchSpace): boolean {
  const { shape, classes } = dataset;
  const inputs = [space.input, space.reference.input];
  return inputs.every((input) => only(input.height, shape.height) && only(input.width, shape.width) && only(input.channels, shape.channels))
    && only(space.classes, classes) && space.reference.classes === classes;
}

function only(choice: Choice<number>, value: number): boolean {
  return choices(choice).every((each) => each === value);
}

function choices(choice: Choice<number>): readonly number[] {
  return typeof choice === 'number' ? [choice] : choice;
}

function describeSpace({ input, classes }: SearchSpace): string {
  const [height, width, channels, kinds] = [input.height, input.width, input.channels, classes].map((choice) => choices(choice).join('|'));
  return `images of ${height}x${width}x${channels} in ${kinds} classes`;
}

function describeDataset({ name, shape, classes }: { name: string; shape: ImageShape; classes: number }): string {
  return `${name} has images of ${shape.height}x${shape.width}x${shape.channels} in ${classes} classes`;
}
