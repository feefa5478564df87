// `npm run bench:dashboard`: installs and builds what is missing, compiles the benchmark, runs it.
import path from 'node:path';
import { ROOT, setUp, step } from '../../scripts/setup.mjs';

await setUp();
await step('Compiling the benchmark', path.join(ROOT, 'node_modules', '.bin', 'tsc'), ['-b', 'benchmarks/dashboard']);
await import('./dist/main.js');
