import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SearchSpaceSummary } from '@stride/contracts';
import { costOf, countArchitectures, formatArchitecture, parseSearchSpace, StrideError, type SearchSpace } from '@stride/core';

export interface ShippedSpace {
  readonly space: SearchSpace;
  readonly summary: SearchSpaceSummary;
}

/** The search spaces that can be named in a request. */
export interface SpaceLibrary {
  readonly all: readonly ShippedSpace[];
  /** @throws StrideError SEARCH_SPACE_UNKNOWN, naming the known ones */
  named(name: string): ShippedSpace;
}

/**
 * Reads every *.json of a folder, once.
 * @throws StrideError CONFIG_INVALID naming the file that is not a valid space
 */
export async function readSpaceLibrary(folder: string): Promise<SpaceLibrary> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new StrideError('CONFIG_INVALID', `the folder of search spaces, ${folder}, cannot be read; set STRIDE_SEARCH_SPACES to one that can`, { cause: error });
  });
  const files = names.filter((name) => name.endsWith('.json')).sort();
  const spaces = await Promise.all(files.map((name) => readSpace(join(folder, name))));
  const twice = spaces.find((space, i) => spaces.findIndex((other) => other.name === space.name) < i);
  if (twice) throw new StrideError('CONFIG_INVALID', `two search spaces in ${folder} have the name ${JSON.stringify(twice.name)}`);
  return spaceLibrary(spaces);
}

export function spaceLibrary(spaces: readonly SearchSpace[]): SpaceLibrary {
  const all = spaces.map((space) => ({ space, summary: summarize(space) }));
  const byName = new Map(all.map((shipped) => [shipped.space.name, shipped]));
  return {
    all,
    named: (name) => {
      const found = byName.get(name);
      if (found) return found;
      throw new StrideError('SEARCH_SPACE_UNKNOWN',
        `no search space is named ${JSON.stringify(name)}; there are ${[...byName.keys()].join(', ')}. A request for a search may also hold a whole document`);
    },
  };
}

async function readSpace(path: string): Promise<SearchSpace> {
  try {
    return parseSearchSpace(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StrideError('CONFIG_INVALID', `${path} is not a valid search space: ${reason}`, { cause: error });
  }
}

export function summarize(space: SearchSpace): SearchSpaceSummary {
  const { params, multiplyAdds } = costOf(space.reference);
  return {
    name: space.name, description: space.description ?? '', input: space.input, classes: space.classes,
    stages: space.stages.length, size: String(countArchitectures(space)),
    reference: { text: formatArchitecture(space.reference), params, multiplyAdds },
  };
}
