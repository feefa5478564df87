/** Every command there is. */
import cac, { type CAC } from 'cac';
import { VERSION } from '@stride/service';
import { helpSections } from './command-line/help.js';
import { registerArch } from './commands/arch.js';
import { registerBench } from './commands/bench.js';
import { registerBundle } from './commands/bundle-command.js';
import { registerCompletion } from './commands/completion.js';
import { registerDemo } from './commands/demo-command.js';
import { registerDoctor } from './commands/doctor.js';
import { registerExport } from './commands/export.js';
import { registerRescore } from './commands/rescore.js';
import { registerSearch } from './commands/search.js';
import { registerSimulate } from './commands/simulate.js';
import { registerSpace } from './commands/space.js';
import { registerTrain } from './commands/train-command.js';
import { registerUp } from './commands/up-command.js';
import { registerWorkers } from './commands/workers.js';

/** In the order in which --help lists them. */
const COMMANDS = [
  registerUp, registerDemo, registerDoctor, registerSearch, registerWorkers, registerSpace, registerArch, registerTrain, registerExport,
  registerRescore, registerSimulate, registerBench, registerBundle, registerCompletion,
];

export function createProgram(): CAC {
  const cli = cac('stride');
  for (const register of COMMANDS) register(cli);
  cli.help(helpSections);
  // Not -v, by which --v would be another name for it: that is the exponent of the parameters.
  cli.version(VERSION, '-V, --version');
  return cli;
}
