import { parseArgs } from 'node:util';
import { createDatabase, migrate, startEmbedded } from '@stride/storage';
import { seedSearch } from './seed-search.js';

const USAGE = 'usage: npm run seed -- [--candidates 1000] [--running] [--pruning] [--seed 1] [--name TEXT] [--url postgresql://...]';

const { values } = parseArgs({
  options: {
    candidates: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, name: { type: 'string' },
    running: { type: 'boolean', default: false }, pruning: { type: 'boolean', default: false }, url: { type: 'string' },
  },
});
const [candidates, seed] = [Number(values.candidates), Number(values.seed)];
if (!Number.isInteger(candidates) || candidates < 1 || !Number.isInteger(seed)) throw new Error(USAGE);

const given = values.url ?? process.env['DATABASE_URL'];
const embedded = given === undefined ? await startEmbedded({ home: process.env['STRIDE_HOME'] ?? '.stride' }) : null;
const url = given ?? embedded?.url ?? '';
await migrate(url);
const db = createDatabase(url);
try {
  const seeded = await seedSearch(db, { candidates, seed, running: values.running, pruning: values.pruning, ...(values.name === undefined ? {} : { name: values.name }) });
  console.log(JSON.stringify(seeded));
} finally {
  await db.close();
  await embedded?.stop();
}
