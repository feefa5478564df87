import type { CAC } from 'cac';
import { SCHEDULERS, STRATEGIES } from '@stride/core';
import { wholeNumber } from '../whole-number.js';

const CANDIDATES = 24;

interface DemoFlags {
  readonly candidates: number;
  readonly seed?: number;
  readonly strategy?: string;
  readonly scheduler?: string;
  readonly from?: string;
  readonly keep?: boolean;
  readonly json?: boolean;
}

const named = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name).join(', ');

/** `stride demo`: one real search, from nothing to winner.json. */
export function registerDemo(cli: CAC): void {
  cli
    .command('demo', 'Search for a Fashion-MNIST network and write winner.json')
    .option('--candidates <n>', 'Candidates to train', { default: CANDIDATES })
    .option('--seed <n>', 'Seed of the search and of training')
    .option('--strategy <name>', named(STRATEGIES))
    .option('--scheduler <name>', `${named(SCHEDULERS)}: what stops candidates early`)
    .option('--from <search>', 'Id of an earlier search, e.g. of another demo, whose measurements are reused')
    .option('--keep', 'Go on serving the dashboard afterwards')
    .option('--json', 'Print one JSON object on stdout, everything else on stderr')
    .example('  stride demo')
    .example('  stride demo --candidates 48 --strategy evolution --scheduler asha --keep')
    .action(async (flags: DemoFlags) => {
      const options = {
        candidates: wholeNumber('--candidates', flags.candidates), keep: flags.keep ?? false, json: flags.json ?? false,
        seed: flags.seed === undefined ? undefined : wholeNumber('--seed', flags.seed), strategy: flags.strategy, scheduler: flags.scheduler,
        fromSearch: flags.from,
      };
      const { demo } = await import('./demo.js');
      await demo(options);
    });
}
