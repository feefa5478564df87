/** What any objective's reward is computed from, for every candidate that counts: as the API's rescoring sees them. Pure. */
import type { SearchDetail, SearchPoints } from '@stride/contracts';
import { excessOf, keepsWithin, rewardOf, type Objective, type RewardInput } from '@stride/core';

/** Candidates by column, and what their device classes are called. */
export interface PointColumns {
  readonly columns: SearchPoints['columns'];
  readonly deviceClasses: readonly string[];
}

export interface MeasuredPoints {
  /** Places in the columns, in their order. What follows is in the order of these. */
  readonly places: readonly number[];
  readonly numbers: readonly number[];
  readonly inputs: readonly RewardInput[];
  /** Under the search's own objective. */
  readonly rewards: readonly number[];
  readonly withinCaps: readonly boolean[];
}

type Measuring = Pick<SearchDetail, 'objective' | 'referenceParams' | 'referenceStepTimes'>;

/** S0 by device class, in the order of `deviceClasses`. */
export function referenceStepTimesMs(
  { referenceStepTimes }: Pick<SearchDetail, 'referenceStepTimes'>,
  deviceClasses: readonly string[],
): readonly (number | undefined)[] {
  const byClass = new Map(referenceStepTimes.map(({ deviceClass, stepTimeMs }) => [deviceClass, stepTimeMs.median]));
  return deviceClasses.map((name) => byClass.get(name));
}

/** Completed candidates; one of a device class that the reference was not timed on cannot be scored and is left out. */
export function measuredPoints({ columns, deviceClasses }: PointColumns, search: Measuring): MeasuredPoints {
  const { objective, referenceParams } = search;
  const s0 = referenceStepTimesMs(search, deviceClasses);
  const places: number[] = [];
  const inputs: RewardInput[] = [];
  const rewards: number[] = [];
  columns.status.forEach((status, place) => {
    const accuracy = columns.accuracy[place];
    const stepTimeMs = columns.stepTimeMs[place];
    const reward = columns.reward[place];
    const referenceStepTimeMs = s0[columns.deviceClass[place] ?? -1];
    if (status !== 'completed' || accuracy == null || stepTimeMs == null || reward == null || referenceStepTimeMs === undefined) return;
    const input = { accuracy, stepTimeMs, referenceStepTimeMs, params: columns.params[place] as number, referenceParams };
    places.push(place);
    rewards.push(reward);
    inputs.push(objective.caps?.memoryBytes === undefined ? input : { ...input, peakMemoryBytes: memoryBeyond(objective, input, reward) });
  });
  return {
    places, inputs, rewards,
    numbers: places.map((place) => columns.number[place] as number),
    withinCaps: inputs.map((input) => keepsWithin(objective.caps, input)),
  };
}

/**
 * The columns do not have the memory, and only its cap asks for it. Beyond a cap a reward lies below all that is possible within,
 * by the share of the excess: that tells how much memory it was. Null: within, or another cap is broken by more.
 */
function memoryBeyond(objective: Objective, input: RewardInput, reward: number): number | null {
  const { memoryBytes: cap = Infinity, ...others } = objective.caps ?? {};
  const halfBeyond = rewardOf({ ...objective, caps: { stepTimeMs: input.stepTimeMs / 2 } }, input);
  const excess = halfBeyond + 0.5 - reward;
  return excess > excessOf(others, input) + ROUNDING ? cap / (1 - excess) : null;
}

const ROUNDING = 1e-12;
