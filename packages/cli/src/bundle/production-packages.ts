import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

export interface PackedPackage {
  readonly name: string;
  /** Where it is installed. */
  readonly source: string;
  /** Where it goes within the bundle, so that whoever imports it finds it. */
  readonly target: string;
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/**
 * A package and all that it needs to run, each where npm has put it; packages of the workspace go among the others.
 * @param root the folder that everything is installed under
 * @param entry the package's folder
 * @param leftOut names that are not followed
 * @throws Error when one that is needed is not installed
 */
export function productionPackages(root: string, entry: string, leftOut: RegExp): PackedPackage[] {
  const found = new Map<string, PackedPackage>();
  const visit = (source: string, target: string) => {
    if (found.has(source)) return;
    const manifest = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')) as Manifest;
    found.set(source, { name: manifest.name, source, target });
    for (const [name, required] of needs(manifest)) {
      if (leftOut.test(name)) continue;
      const owner = ownerOf(name, source, root);
      if (owner !== undefined) visit(realpathSync(path.join(owner, 'node_modules', name)), path.join(found.get(owner)?.target ?? '', 'node_modules', name));
      else if (required) throw new Error(`${manifest.name} needs ${name}, which is not installed`);
    }
  };
  const { name } = JSON.parse(readFileSync(path.join(entry, 'package.json'), 'utf8')) as Manifest;
  visit(realpathSync(entry), path.join('node_modules', name));
  return [...found.values()];
}

/** Names, and whether the package cannot do without. */
function needs({ dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }: Manifest): [string, boolean][] {
  const needed = new Map<string, boolean>();
  for (const name of Object.keys(peerDependencies)) needed.set(name, peerDependenciesMeta[name]?.optional !== true);
  for (const name of Object.keys(dependencies)) needed.set(name, true);
  for (const name of Object.keys(optionalDependencies)) needed.set(name, false);
  return [...needed];
}

/** The nearest folder, from the package up to the root, in whose node_modules Node would find it. */
function ownerOf(name: string, from: string, root: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'node_modules', name, 'package.json'))) return folder;
    if (folder === root || folder === path.dirname(folder)) return undefined;
  }
}
