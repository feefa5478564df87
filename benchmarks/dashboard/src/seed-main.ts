import { parseArgs } from 'node:util';
import { createDatabase, migrate, startEmbedded } from '@stride/storage';
import { seedSearch } from './seed-search.js';

const { values } = parseArgs({
  options: {
    candidates: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, name: { type: 'string' },
  },
});

const home = process.env['STRIDE_HOME'] ?? '.stride';
const given = process.env['DATABASE_URL'];
const embedded = given === undefined ? await startEmbedded({ home }) : null;
const url = given ?? embedded?.url ?? '';
await migrate(url);
const db = createDatabase(url);
try {
  const seeded = await seedSearch(db, { candidates: Number(values.candidates), seed: Number(values.seed), ...(values.name === undefined ? {} : { name: values.name }) });
  console.log(JSON.stringify(seeded));
} finally {
  await db.close();
  await embedded?.stop();
}
