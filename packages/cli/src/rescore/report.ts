import type { RescoredCandidate, Rescoring } from '@stride/contracts';
import { objectiveWords } from '@stride/core';
import { colors } from '../output/colors.js';
import { renderTable, type Column } from '../output/table.js';
import { count, percent } from '../output/words.js';

/** What would have won, as a table and in words. */
export function renderRescoring(rescoring: Rescoring): string {
  const { measured, objective, presentObjective } = rescoring;
  const heading = `${colors.bold(words(objective))}\ninstead of ${words(presentObjective)}\n`;
  if (measured === 0) return `${heading}\nNo candidate of the search has completed yet: there is nothing to score.`;
  return `${heading}\n${table(rescoring.items)}\n\n${verdict(rescoring)}${expectation(rescoring)}\n${agreement(rescoring)}`;
}

const words = (objective: Rescoring['objective']) => objectiveWords(objective).join(', ');

const COLUMNS: readonly Column[] = [
  { head: 'place', align: 'right' }, { head: '' }, { head: 'reward', align: 'right' }, { head: 'place now', align: 'right' }, { head: 'reward now', align: 'right', leaveOut: 2 },
  { head: 'accuracy', align: 'right' }, { head: 'step time', align: 'right' }, { head: 'parameters', align: 'right', leaveOut: 1 },
];

function table(items: readonly RescoredCandidate[]): string {
  return renderTable(COLUMNS, items.map((item) => [
    item.withinCaps ? String(item.rank) : 'over caps', `#${item.number}`, item.reward.toFixed(4), String(item.presentRank), item.presentReward.toFixed(4),
    percent(item.accuracy), `${item.stepTimeMs.toFixed(2)} ms`, count(item.params),
  ]));
}

/** Why it is not the first of the table. */
function expectation({ winner, winnerEstimate }: Rescoring): string {
  if (winner === null || winnerEstimate === null || winner.rank === 1) return '';
  return ` Its reward is expected to be ${winnerEstimate.toFixed(4)}, the luck of single trainings averaged out.`;
}

function verdict({ winner, presentWinner, measured }: Rescoring): string {
  if (winner === null) return `${colors.bold('Nothing would win')}: none of the ${measured} completed candidates keeps within the caps.`;
  if (presentWinner === null || winner.number === presentWinner.number) return `${colors.bold(`Candidate #${winner.number} wins`)}, as it does now.`;
  const fate = presentWinner.withinCaps ? `would come to place ${presentWinner.rank}` : 'breaks a cap';
  return `${colors.bold(`Candidate #${winner.number} would win`)}, now at place ${winner.presentRank}; #${presentWinner.number}, the winner now, ${fate}.`;
}

function agreement({ kendallTau, measured, withinCaps, objective }: Rescoring): string {
  const caps = objective.caps === undefined ? '' : ` ${withinCaps} of them ${withinCaps === 1 ? 'keeps' : 'keep'} within the caps.`;
  const tau = kendallTau === null ? 'too few to compare their order' : `ranked alike to a Kendall's tau of ${kendallTau.toFixed(2).replace('-', '−')}`;
  return `${measured} completed ${measured === 1 ? 'candidate' : 'candidates'}, ${tau}.${caps} Nothing was trained, and nothing has changed.`;
}
