/**
 * What SAME padding adds before and after one side of an image: as much as makes the output ceil(size / stride) long, the
 * odd one out after. Source: TensorFlow's tf.nn.convolution.
 */
export function samePadding(size: number, kernel: number, stride: number): readonly [before: number, after: number] {
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0);
  const before = Math.floor(total / 2);
  return [before, total - before];
}
