/** How scaled channels become whole numbers. */
export interface ChannelRounding {
  /** Channels are multiples of this. */
  readonly multipleOf: number;
  /** The fewest that rounding gives. */
  readonly minimum: number;
  /** Take the multiple above where the nearest one loses more than a tenth of the channels. */
  readonly keepNinetyPercent: boolean;
}

/** Of EfficientNet V1 (Tan & Le 2019). The two differ where channels are few: 19.2 become 24 here and 16 in V2. */
export const V1_ROUNDING: ChannelRounding = { multipleOf: 8, minimum: 8, keepNinetyPercent: true };

/** Of EfficientNetV2-B* (Tan & Le 2021). */
export const V2_ROUNDING: ChannelRounding = { multipleOf: 8, minimum: 8, keepNinetyPercent: false };

/** Nearest multiple, halves up. A width of 1 leaves channels alone, multiples or not, as the released code does. */
export function scaledChannels(channels: number, width: number, rounding: ChannelRounding): number {
  if (width === 1) return channels;
  const { multipleOf, minimum, keepNinetyPercent } = rounding;
  const exact = channels * width;
  const nearest = Math.floor(exact / multipleOf + 0.5) * multipleOf;
  return Math.max(minimum, keepNinetyPercent && nearest < 0.9 * exact ? nearest + multipleOf : nearest);
}
