// The way in from a fresh clone: installs and builds what is missing or out of date, then runs the `stride` command.
// Plain JavaScript without dependencies, since there are none yet.
import { setUp } from './setup.mjs';

await setUp();
await import('../packages/cli/dist/main.js');
