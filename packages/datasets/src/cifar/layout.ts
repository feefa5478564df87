/** The two published binary versions of CIFAR. Source: Krizhevsky 2009, "Learning Multiple Layers of Features from Tiny Images". */
export interface CifarLayout {
  readonly name: string;
  readonly description: string;
  readonly classes: number;
  /** Label bytes in front of every image; the last of them is the class. CIFAR-100 has the superclass first. */
  readonly labelBytes: number;
  readonly trainFiles: readonly string[];
  readonly testFile: string;
  readonly imagesPerTrainFile: number;
  readonly testImages: number;
  /** Training images held out for validation. */
  readonly validation: number;
}

export const CIFAR_10: CifarLayout = {
  name: 'cifar10', description: 'Color photographs of ten kinds (Krizhevsky 2009)', classes: 10, labelBytes: 1,
  trainFiles: [1, 2, 3, 4, 5].map((number) => `data_batch_${number}.bin`), testFile: 'test_batch.bin',
  imagesPerTrainFile: 10_000, testImages: 10_000, validation: 5_000,
};

export const CIFAR_100: CifarLayout = {
  name: 'cifar100', description: 'Color photographs of a hundred kinds (Krizhevsky 2009)', classes: 100, labelBytes: 2,
  trainFiles: ['train.bin'], testFile: 'test.bin',
  imagesPerTrainFile: 50_000, testImages: 10_000, validation: 5_000,
};
