/** A search that has ended, with figures as a search of small networks has them: for what needs many results, but not their training. */
import type { SearchDetail } from '@stride/contracts';
import { costOf, createRng, decisions, decodeArchitecture, rewardOf, sampleEncoding, type Device } from '@stride/core';
import { updateLeader, type Database } from '@stride/storage';
import { addCandidate, DEVICE, setReferenceStepTime, setStatus } from '../../packages/storage/src/searches/testing/fixtures.js';

/** The step time of the reference on every device, in ms, and its accuracy. */
export const REFERENCE = { stepTimeMs: 24, accuracy: 0.8 } as const;

export interface MeasuredSearch {
  readonly completed: number;
  readonly pruned: number;
  /** In turn. */
  readonly devices?: readonly Device[];
}

const BEGIN = Date.parse('2026-01-01T00:00:00Z');
const SECONDS_EACH = 20;

/** Larger networks are slower and more accurate, and there is luck. The reference comes first, what was pruned last. */
export async function seedMeasuredSearch(db: Database, search: SearchDetail, { completed, pruned, devices = [DEVICE] }: MeasuredSearch): Promise<void> {
  const { id, space, objective, referenceParams } = search;
  const rng = createRng(3);
  for (const device of devices) await setReferenceStepTime(db, id, device, REFERENCE.stepTimeMs);
  for (let number = 0; number <= completed + pruned; number++) {
    const encoding = sampleEncoding(space, rng);
    const params = number === 0 ? referenceParams : costOf(decodeArchitecture(space, encoding)).params;
    const size = Math.log(params / referenceParams);
    const [pace, luck] = [rng.next() - 0.5, rng.next() + rng.next() - 1];
    const figures = number === 0 ? REFERENCE : {
      stepTimeMs: REFERENCE.stepTimeMs * Math.exp(0.35 * size + 0.3 * pace),
      accuracy: Math.min(0.95, Math.max(0.3, REFERENCE.accuracy + 0.02 * size + 0.03 * luck)),
    };
    const reward = rewardOf(objective, { ...figures, referenceStepTimeMs: REFERENCE.stepTimeMs, params, referenceParams });
    const device = devices[number % devices.length] ?? DEVICE;
    const status = number > completed ? 'pruned' : 'completed';
    await addCandidate(db, id, { number, status, ...figures, params, reward, encoding, device, finishedAt: ended(number) });
  }
  await updateLeader(db.prisma, id, decisions(space));
  await setStatus(db, id, { status: 'completed', startedAt: new Date(BEGIN), finishedAt: ended(completed + pruned + 1), acceleratorSeconds: 6000 });
}

function ended(number: number): Date {
  return new Date(BEGIN + 1000 * SECONDS_EACH * (number + 1));
}
