import path from 'node:path';
import type { ExportQuery, StrideClient } from '@stride/client';
import { unbundleFiles } from '@stride/export';
import { findCandidate } from '../find-candidate.js';
import { findSearch } from '../find-search.js';
import type { NamedFile } from './write.js';

/** The winner of a search, or one of its candidates, as the API exports it. */
export async function downloadExport(
  stride: StrideClient, { search, candidate, format }: { search: string; candidate: number | undefined; format: string },
): Promise<{ name: string; files: NamedFile[] }> {
  const id = await findSearch(stride, search);
  const query = { format } as ExportQuery;
  const file = candidate === undefined ? await stride.searches.export(id, query) : await stride.candidates.export((await findCandidate(stride, id, candidate)).id, query);
  return { name: path.basename(file.name, path.extname(file.name)), files: unbundleFiles(file) };
}
