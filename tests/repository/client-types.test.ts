import { readFileSync } from 'node:fs';
import { openArtifactStore } from '@stride/artifacts';
import { createDatabase } from '@stride/storage';
import { expect, test } from 'vitest';
import { buildApp } from '../../services/api/src/app.js';
import { spaceLibrary } from '../../services/api/src/space-library.js';

interface ClientTypes {
  readonly CLIENT_TYPES: string;
  clientTypes(document: object): Promise<string>;
}
const SCRIPT = new URL('../../scripts/client-types.mjs', import.meta.url).href;

test('the client has the types of what the API describes now; else run node scripts/generate-client.mjs', async () => {
  const { CLIENT_TYPES, clientTypes } = (await import(SCRIPT)) as ClientTypes;
  const db = createDatabase('postgresql://nobody@127.0.0.1:9/none');
  const app = buildApp({ db, artifacts: openArtifactStore('/nowhere'), spaces: spaceLibrary([]), dashboardDir: '/nowhere' });
  try {
    await app.ready();
    expect(readFileSync(CLIENT_TYPES, 'utf8') === await clientTypes(JSON.parse(JSON.stringify(app.swagger())) as object)).toBe(true);
  } finally {
    await app.close();
    await db.close();
  }
});
