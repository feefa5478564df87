/** What a turn of a search leaves in its log. */
import type { NewLiveEvent } from '@stride/contracts';
import type { End } from '@stride/core';
import { firstLine, logLine, type NewLeader } from '@stride/storage';

export const foundLines = {
  started(at: Date, searchId: string, reused: number): NewLiveEvent {
    const taken = reused === 0 ? '' : ` with ${reused} measurements of an earlier search, which are not made again`;
    return logLine(at, searchId, 'info', `Started${taken}.`);
  },
  leader(at: Date, searchId: string, leader: NewLeader | null): NewLiveEvent[] {
    return leader === null ? [] : [logLine(at, searchId, 'info', `Leads now: its reward is expected to be ${leader.estimate.toFixed(4)}.`, leader)];
  },
  ended(at: Date, searchId: string, { status, reason }: End): NewLiveEvent {
    return logLine(at, searchId, status === 'failed' ? 'error' : 'info', `The search has ${status}: ${firstLine(reason)}.`);
  },
};
