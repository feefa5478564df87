import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Names of the folders in a folder, links to folders included and hidden ones left out, sorted by character code. */
export async function subfoldersOf(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
  const names = await Promise.all(entries.map(async (entry) => {
    const isFolder = entry.isSymbolicLink() ? await leadsToFolder(join(folder, entry.name)) : entry.isDirectory();
    return isFolder ? [entry.name] : [];
  }));
  return names.flat().sort();
}

async function leadsToFolder(link: string): Promise<boolean> {
  try {
    return (await stat(link)).isDirectory();
  } catch (error) {
    // A link to nothing, to itself, or to where nobody may look is no folder.
    if (['ENOENT', 'ELOOP', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
