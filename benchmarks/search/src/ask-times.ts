import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decisionSpaceOf, parseSearchSpace, strategyNamed, type DecisionSpace, type Proposal } from '@stride/core';
import type { StrategyChoice } from './arguments.js';
import type { Machine } from './machine.js';
import { machineLine, table } from './readable.js';

/** The shipped space with the most decisions. */
const SPACE = 'efficientnetv2';
/** Results that are told before anything is timed, and asks that are. */
const TOLD = 2000;
const TIMED = 300;

/** Quantiles in ms. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
}

export interface AskTimes {
  readonly strategy: string;
  readonly ask: Times;
  readonly tell: Times;
}

export function loadSpace(root: string): DecisionSpace {
  return decisionSpaceOf(parseSearchSpace(JSON.parse(readFileSync(path.join(root, 'search-spaces', `${SPACE}.json`), 'utf8'))));
}

/** How long a strategy takes to propose one network, and to learn of one result, late in a long search. */
export function timeAsks(space: DecisionSpace, { label, name, options }: StrategyChoice, told = TOLD, timed = TIMED): AskTimes {
  const strategy = strategyNamed(name).create({ space, seed: 1, options });
  const [asks, tells]: [number[], number[]] = [[], []];
  for (let count = 0; count < told + timed; count += 1) {
    const begin = performance.now();
    const [proposal] = strategy.ask(1);
    const middle = performance.now();
    if (proposal === undefined) throw new Error(`${label}: nothing is left to propose after ${count} results`);
    strategy.tell({ ...proposal, reward: madeReward(proposal) });
    if (count < told) continue;
    asks.push(middle - begin);
    tells.push(performance.now() - middle);
  }
  return { strategy: label, ask: timesOf(asks), tell: timesOf(tells) };
}

/** Something to learn: decisions that matter more or less, and two that only matter together. */
function madeReward({ encoding }: Proposal): number {
  return encoding.reduce((sum, choice, index) => sum + choice * Math.cos(index + 1), encoding[0] === encoding[1] ? 2 : 0);
}

function timesOf(durations: readonly number[]): Times {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  return { p50: at(0.5), p95: at(0.95), longest: at(1) };
}

export function readableAskTimes(times: readonly AskTimes[], machine: Machine, date: string): string {
  const cells = ({ p50, p95, longest }: Times) => [p50, p95, longest].map((ms) => ms.toFixed(1));
  return `${[
    `# Time of an ask, ${date.slice(0, 10)}`,
    machineLine(machine),
    `Milliseconds to propose one network and to learn of one result: ${TIMED} of each after ${TOLD.toLocaleString('en')} results, in \`${SPACE}\`, one process.`,
    table(['', 'ask p50', 'ask p95', 'longest', 'tell p50', 'tell p95', 'longest'], times.map(({ strategy, ask, tell }) => [strategy, ...cells(ask), ...cells(tell)])),
  ].join('\n\n')}\n`;
}
