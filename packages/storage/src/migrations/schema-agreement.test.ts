/** schema.prisma and the migrations describe the same database: a change to one without the other fails here. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { MIGRATIONS_DIRECTORY } from './migration-files.js';
import { readPrismaSchema, type PrismaSchema } from '../testing/prisma-schema.js';

let server: TestServer;
let client: Client;
let schema: PrismaSchema;

beforeAll(async () => {
  schema = readPrismaSchema(await readFile(join(MIGRATIONS_DIRECTORY, '../schema.prisma'), 'utf8'));
  server = await startTestServer();
  client = new Client({ connectionString: await server.database() });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await server?.remove();
});

const lines = async (sql: string) => (await client.query<{ line: string }>(sql)).rows.map((row) => row.line).sort();

test('enumerations', async () => {
  const actual = await lines(`SELECT t.typname || ' = ' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) AS line
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = 'public' GROUP BY t.typname`);
  expect(actual).toEqual(schema.enums);
});

test('columns: type, nullability, default', async () => {
  const actual = await lines(`SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'`);
  expect(actual).toEqual(schema.columns);
});

test('keys and indexes', async () => {
  const actual = await lines(`SELECT t.relname || ' ' || i.relname || CASE WHEN x.indisprimary THEN ' PRIMARY' WHEN x.indisunique THEN ' UNIQUE' ELSE '' END
      || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(x.indkey) WITH ORDINALITY AS k (attnum, n)
                  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum) || ')' AS line
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = 'public' AND t.relname <> '_prisma_migrations'`);
  expect(actual).toEqual(schema.indexes);
});

test('foreign keys', async () => {
  const actual = await lines(`SELECT t.relname || ' ' || pg_get_constraintdef(c.oid) AS line
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = 'public' AND c.contype = 'f'`);
  expect(actual).toEqual(schema.foreignKeys);
});
