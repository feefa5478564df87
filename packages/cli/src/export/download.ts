import path from 'node:path';
import { unbundleFiles } from '@stride/export';
import { findCandidate } from '../find-candidate.js';
import type { RestClient } from '../rest.js';
import type { NamedFile } from './write.js';

/** The winner of a search, or one of its candidates, as the API exports it. */
export async function downloadExport(
  rest: RestClient, { search, candidate, format }: { search: string; candidate: number | undefined; format: string },
): Promise<{ name: string; files: NamedFile[] }> {
  const of = candidate === undefined ? `/v1/searches/${encodeURIComponent(search)}` : `/v1/candidates/${(await findCandidate(rest, search, candidate)).id}`;
  const file = await rest.download(`${of}/export?format=${encodeURIComponent(format)}`);
  return { name: path.basename(file.name, path.extname(file.name)), files: unbundleFiles(file) };
}
