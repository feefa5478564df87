import type { TimingFlag } from '@stride/core';

interface FlagText {
  /** Beside the step time. */
  readonly name: string;
  readonly explanation: string;
}

export const TIMING_FLAG_TEXT: Readonly<Record<TimingFlag, FlagText>> = {
  UNSTABLE: {
    name: 'unstable',
    explanation: 'The steps were spread out (p90 above 1.5 times p10), also when timed again.',
  },
  CALIBRATION_OFF: {
    name: 'device off',
    explanation: 'The calibration network took a quarter more or less than usual on this class of device.',
  },
};
