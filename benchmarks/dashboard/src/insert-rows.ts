import type { Database } from '@stride/storage';

/** By column; documents are objects. */
export type Row = Readonly<Record<string, unknown>>;

const BATCH = 1000;

/** Inserts rows of one table, many in a statement. All of them have the columns of the first. */
export async function insertRows(db: Database, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first).map((column) => `"${column}"`).join();
  for (let begin = 0; begin < rows.length; begin += BATCH) {
    await db.pool.query(
      `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`,
      [JSON.stringify(rows.slice(begin, begin + BATCH))]);
  }
}
