import type { ObjectiveRequest } from '@stride/contracts';
import { DEFAULT_OBJECTIVE, DEFAULT_OBJECTIVES, type Objective } from '@stride/core';

/**
 * The whole of an objective of which a request says some. What it leaves out is as in `present`, where that is of the same
 * kind, and else the default; caps that are given take the place of all there were, and no caps at all are left out.
 */
export function resolveObjective(request: ObjectiveRequest = {}, present: Objective = DEFAULT_OBJECTIVE): Objective {
  const { caps: presentCaps, ...own } = present;
  const { caps = presentCaps ?? {}, ...given } = request;
  const kind = given.kind ?? (isWeighed(given) ? 'joint' : own.kind);
  const weighing = { ...(own.kind === kind ? own : DEFAULT_OBJECTIVES[kind]), ...given } as Objective;
  return Object.keys(caps).length > 0 ? { ...weighing, caps } : weighing;
}

/** Names no kind, but what only the joint objective has. */
function isWeighed(given: ObjectiveRequest): boolean {
  return 'w' in given || 'v' in given;
}
