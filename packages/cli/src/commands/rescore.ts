import type { CAC } from 'cac';
import { OBJECTIVE_KINDS } from '@stride/core';
import { connect, withUrl } from '../connection.js';
import { findSearch } from '../find-search.js';
import { print, printJson } from '../output/print.js';
import { objectiveOf, type RescoreFlags } from '../rescore/flags.js';
import { renderRescoring } from '../rescore/report.js';
import { wholeNumber } from '../whole-number.js';

/** `stride rescore`: what a search of the Stride that runs here would have come to under another objective. */
export function registerRescore(cli: CAC): void {
  withUrl(cli.command('rescore <id|last>', 'What would have won under another objective, from what a search has measured; changes nothing'))
    .option('--w <x>', 'Exponent of the step time, at most 0')
    .option('--v <x>', 'Exponent of the parameters, at most 0')
    .option('--beta <x>', 'Absolute reward: what a step of twice the target costs in accuracy, below 0')
    .option('--target <x>', "Absolute reward: the step time aimed at, as a multiple of the reference's")
    .option('--kind <name>', `${OBJECTIVE_KINDS.join(', ')}; follows from the flags above`)
    .option('--max-params <n>', 'Cap on parameters, such as 20k')
    .option('--max-step-time <ms>', 'Cap on the median training-step time in ms')
    .option('--max-memory <bytes>', 'Cap on the memory that training takes, such as 500M')
    .option('--no-caps', 'Without the caps that the search has')
    .option('--top <n>', 'Rows of the table', { default: 10 })
    .option('--json', 'Print one JSON object on stdout')
    .example('  stride rescore 019a... --w -0.1 --v 0')
    .example('  stride rescore 019a... --max-step-time 12')
    .action(rescore);
}

async function rescore(search: unknown, flags: RescoreFlags): Promise<void> {
  const request = { objective: objectiveOf(flags), top: wholeNumber('--top', flags.top) };
  const stride = connect(flags);
  const rescoring = await stride.searches.rescore(await findSearch(stride, String(search)), request);
  if (flags.json) printJson(rescoring);
  else print(renderRescoring(rescoring));
}
