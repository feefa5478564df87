/** Writes the client's types anew: run it, after a build, when the API has changed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLIENT_TYPES, clientTypes } from './client-types.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** In a process of the API's package, which is not this one's to import. */
const PRINT_DOCUMENT = `
import { buildApp } from './dist/app.js';
import { createDatabase } from '@stride/storage';
import { openArtifactStore } from '@stride/artifacts';
import { spaceLibrary } from './dist/space-library.js';
const db = createDatabase('postgresql://nobody@127.0.0.1:9/none');
const app = buildApp({ db, artifacts: openArtifactStore('.'), spaces: spaceLibrary([]), dashboardDir: '.' });
await app.ready();
process.stdout.write(JSON.stringify(app.swagger()), () => process.exit());
`;

const document = execFileSync(process.execPath, ['--input-type=module', '-e', PRINT_DOCUMENT], { cwd: `${root}services/api`, maxBuffer: 2 ** 28 });
mkdirSync(dirname(CLIENT_TYPES), { recursive: true });
writeFileSync(CLIENT_TYPES, await clientTypes(JSON.parse(document.toString())));
