import type { ObjectiveRequest } from '@stride/contracts';
import { type Caps } from '@stride/core';
import { numberOf } from '../arch/flags.js';
import type { ConnectionFlags } from '../connection.js';
import { UsageError } from '../usage-error.js';

/** What `stride rescore` takes, as cac reads it. */
export interface RescoreFlags extends ConnectionFlags {
  readonly kind?: unknown;
  readonly w?: unknown;
  readonly v?: unknown;
  readonly beta?: unknown;
  readonly target?: unknown;
  readonly maxParams?: unknown;
  readonly maxStepTime?: unknown;
  readonly maxMemory?: unknown;
  /** False by --no-caps. */
  readonly caps?: boolean;
  readonly top?: unknown;
  readonly json?: boolean;
}

const WEIGHTS = { w: '--w', v: '--v', beta: '--beta', target: '--target' } as const;
const CAPS = { params: ['maxParams', '--max-params'], stepTimeMs: ['maxStepTime', '--max-step-time'], memoryBytes: ['maxMemory', '--max-memory'] } as const;

/**
 * The objective that the flags name; what it leaves out the service fills in. The kind follows from what only one has.
 * @throws StrideError CONFIG_INVALID naming the flag that is no number; whether a number will do is the service's to say
 */
export function objectiveOf(flags: RescoreFlags): ObjectiveRequest {
  const weights = present(Object.entries(WEIGHTS).map(([field, flag]) => [field, numberOf(flag, flags[field as keyof typeof WEIGHTS])]));
  const caps: Caps = present(Object.entries(CAPS).map(([field, [name, flag]]) => [field, numberOf(flag, flags[name])]));
  const isCapped = Object.keys(caps).length > 0;
  if (isCapped && flags.caps === false) throw new UsageError('--no-caps and a cap exclude each other: caps that are named take the place of all that the search has.');
  const kind = flags.kind ?? (weights['beta'] === undefined && weights['target'] === undefined ? undefined : 'absolute');
  return { ...(kind === undefined ? {} : { kind }), ...weights, ...(isCapped || flags.caps === false ? { caps } : {}) } as ObjectiveRequest;
}

function present(fields: readonly (readonly [string, number | undefined])[]): Record<string, number> {
  return Object.fromEntries(fields.filter((field): field is readonly [string, number] => field[1] !== undefined));
}
