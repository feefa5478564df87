/** What the exit code of the command says; docs/cli.md lists the same. */
import { StrideApiError } from '@stride/client';
import { UsageError } from './usage-error.js';

export const EXIT = {
  ok: 0,
  /** Something did not work, or was refused. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Nobody answers where Stride should be. */
  unreachable: 3,
  /** The search that was watched has failed. */
  searchFailed: 4,
  /** The search that was watched has been cancelled. */
  searchCancelled: 5,
  /** By Ctrl-C. */
  interrupted: 130,
} as const;

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError || (error instanceof Error && error.name === 'CACError')) return EXIT.usage;
  if (error instanceof StrideApiError && error.status === 0) return EXIT.unreachable;
  return EXIT.failed;
}

/** Of a command that follows a search to its end. */
export function exitCodeOfSearch(status: string): number {
  if (status === 'failed') return EXIT.searchFailed;
  return status === 'cancelled' ? EXIT.searchCancelled : EXIT.ok;
}
