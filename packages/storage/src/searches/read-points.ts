import type { SearchPoints } from '@stride/contracts';
import { decisions } from '@stride/core';
import type { Transaction } from '../client.js';
import { findSearch } from './read-searches.js';
import { spaceOf } from './spaces.js';

/**
 * The {@link SearchPoints} of a search as JSON. PostgreSQL writes the columns: to make objects of ten thousand rows here, and text of
 * those, takes several times as long and keeps every other request waiting. One statement sees one moment, so events after
 * `lastEventId` tell all that has changed since.
 * @throws StrideError SEARCH_UNKNOWN
 */
export async function searchPoints(db: Transaction, searchId: string): Promise<string> {
  const search = await findSearch(db, searchId);
  const [row] = await db.$queryRaw<[{ readonly json: string }]>`
    WITH classes AS (
      SELECT COALESCE(array_agg(DISTINCT "deviceClass") FILTER (WHERE "deviceClass" IS NOT NULL), '{}') AS "names"
      FROM "Candidate" WHERE "searchId" = ${search.id}::uuid AND "number" > 0
    )
    SELECT json_build_object(
      'lastEventId', (SELECT COALESCE(max("id"), 0)::text FROM "Event"),
      'decisions', ${decisionsOf(search)}::json,
      'deviceClasses', (SELECT "names" FROM classes),
      'columns', json_build_object(
        'id', COALESCE(json_agg(c."id" ORDER BY c."number"), '[]'),
        'number', COALESCE(json_agg(c."number" ORDER BY c."number"), '[]'),
        'status', COALESCE(json_agg(c."status" ORDER BY c."number"), '[]'),
        'reward', COALESCE(json_agg(c."reward" ORDER BY c."number"), '[]'),
        'accuracy', COALESCE(json_agg(c."accuracy" ORDER BY c."number"), '[]'),
        'stepTimeMs', COALESCE(json_agg(c."stepTimeMs" ORDER BY c."number"), '[]'),
        'params', COALESCE(json_agg(c."params" ORDER BY c."number"), '[]'),
        'multiplyAdds', COALESCE(json_agg(c."multiplyAdds" ORDER BY c."number"), '[]'),
        'deviceClass', COALESCE(json_agg(array_position((SELECT "names" FROM classes), c."deviceClass") - 1 ORDER BY c."number"), '[]'),
        'finishedAt', COALESCE(json_agg((date_part('epoch', c."finishedAt") * 1000)::bigint ORDER BY c."number"), '[]'),
        'encoding', COALESCE(json_agg(COALESCE(c."encoding", '[]') ORDER BY c."number"), '[]')
      )
    )::text AS "json"
    FROM "Candidate" c WHERE c."searchId" = ${search.id}::uuid AND c."number" > 0`;
  return row.json;
}

function decisionsOf(search: Parameters<typeof spaceOf>[0]): string {
  return JSON.stringify(decisions(spaceOf(search)).map(({ path, choices }): SearchPoints['decisions'][number] => ({ path, choices: [...choices] })));
}
