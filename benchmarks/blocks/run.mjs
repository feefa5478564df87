// `npm run bench:blocks`: installs and builds what is missing, compiles the study, runs it.
import path from 'node:path';
import { ROOT, setUp, step } from '../../scripts/setup.mjs';

await setUp();
await step('Compiling the study', path.join(ROOT, 'node_modules', '.bin', 'tsc'), ['-b', 'benchmarks/blocks']);
await import('./dist/main.js');
