import { readFileSync } from 'node:fs';
import { openArtifactStore } from '@stride/artifacts';
import { createDatabase } from '@stride/storage';
import { expect, test } from 'vitest';
import { CLIENT_TYPES, clientTypes } from '../../scripts/client-types.mjs';
import { buildApp } from '../../services/api/src/app.js';
import { spaceLibrary } from '../../services/api/src/space-library.js';

test('the client has the types of what the API describes now; else run node scripts/generate-client.mjs', async () => {
  const db = createDatabase('postgresql://nobody@127.0.0.1:9/none');
  const app = buildApp({ db, artifacts: openArtifactStore('/nowhere'), spaces: spaceLibrary([]), dashboardDir: '/nowhere' });
  try {
    await app.ready();
    expect(readFileSync(CLIENT_TYPES, 'utf8') === await clientTypes(JSON.parse(JSON.stringify(app.swagger())))).toBe(true);
  } finally {
    await app.close();
    await db.close();
  }
});
