// `node benchmarks/dashboard/seed.mjs --candidates 10000`: puts a simulated search into the database of this machine's Stride, or DATABASE_URL's.
import path from 'node:path';
import { ROOT, setUp, step } from '../../scripts/setup.mjs';

await setUp();
await step('Compiling', path.join(ROOT, 'node_modules', '.bin', 'tsc'), ['-b', 'benchmarks/dashboard']);
await import('./dist/seed-main.js');
