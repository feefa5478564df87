import type { LogLevel, NewLiveEvent } from '@stride/contracts';

/** Which candidate a line is about, and who was at it. */
export interface LogSubject {
  readonly candidateId: string;
  /** Of the candidate in its search. */
  readonly candidateNumber: number;
  readonly workerId?: string | null;
}

/**
 * A line of the log of a search, to be appended with the change that it tells of. Lines are for a person who looks in later: one sentence with
 * units, and of a search of ten thousand candidates no more than two or three for each.
 */
export function logLine(at: Date, searchId: string, level: LogLevel, message: string, subject?: LogSubject): NewLiveEvent {
  return {
    searchId, type: 'log.appended',
    data: {
      searchId, at: at.toISOString(), level, message,
      candidateId: subject?.candidateId ?? null, number: subject?.candidateNumber ?? null, workerId: subject?.workerId ?? null,
    },
  };
}

/** The first line of a message that may have many, without its full stop: it goes on in a sentence. */
export function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/\.$/, '');
}
