import { CAP_NAMES, StrideError, surveyCaps, type CapName, type Caps, type CapsSurvey, type Issue, type ProxyTask, type SearchSpace } from '@stride/core';

/**
 * Looks for networks of the space within the caps that are known without training. The reference need not be within: it is
 * trained to compare with, and cannot win.
 * @returns null where no such cap is set
 * @throws StrideError CAPS_IMPOSSIBLE when there are none
 */
export function checkCaps(space: SearchSpace, caps: Caps | undefined, task: ProxyTask): CapsSurvey | null {
  if (caps?.params === undefined && caps?.memoryBytes === undefined) return null;
  const survey = surveyCaps(space, caps, task);
  if (survey.isPossible) return survey;
  const issues = [...brokenBy(caps, survey)];
  const looked = survey.isWhole ? `none of the ${count(survey.looked)} networks of the space ${space.name}`
    : `none of ${count(survey.looked)} random networks of the space ${space.name}, nor the smallest that was found,`;
  throw new StrideError('CAPS_IMPOSSIBLE',
    `${looked} keeps within the caps: ${issues.map((issue) => issue.message).join('; ')}`, { issues });
}

const QUANTITIES = { params: 'params', memoryBytes: 'peakMemoryBytes', stepTimeMs: 'stepTimeMs' } as const satisfies Record<CapName, keyof CapsSurvey['nearest']>;
const UNITS: Readonly<Record<CapName, string>> = {
  params: 'trainable parameters', memoryBytes: 'bytes of memory in training, by estimate', stepTimeMs: 'ms a step',
};

function* brokenBy(caps: Caps, { nearest }: CapsSurvey): Iterable<Issue> {
  for (const name of CAP_NAMES) {
    const [cap, value] = [caps[name], nearest[QUANTITIES[name]]];
    if (cap === undefined || typeof value !== 'number' || value <= cap) continue;
    yield { path: `/objective/caps/${name}`, message: `found ${cap}; the network that comes nearest has ${count(value)} ${UNITS[name]}` };
  }
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
