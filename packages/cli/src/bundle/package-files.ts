import { cpSync } from 'node:fs';
import path from 'node:path';
import type { PackedPackage } from './production-packages.js';

/** Declarations, sources, source maps and prose: nothing that runs. Licences stay. */
const UNUSED_FILE = /\.(map|ts|mts|cts|md|markdown|flow|tsbuildinfo)$/;
const UNUSED_FOLDER = /^(node_modules|test|tests|__tests__|doc|docs|example|examples|benchmark|benchmarks|\.github)$/;

/** What is kept of a package, by paths within it; the first pattern for its name counts. Whatever has none is kept whole. */
const KEPT: readonly (readonly [name: RegExp, kept: RegExp])[] = [
  // Built code alone, without the sources that the same package has beside it in the workspace.
  [/^@stride\//, /^(package\.json|dist($|\/))/],
  // One of eight builds.
  [/^@tensorflow\//, /^(package\.json|dist($|\/[^/]+\.(node\.js|wasm)$))/],
  [/^webgpu$/, /^(package\.json|index\.js|LICENSE.*|dist($|\/linux-x64($|\/)))/],
  [/^fs-native-extensions$/, /^(?!prebuilds\/(?!linux-x64(\/|$)))/],
];

/** Copies what of a package runs on Linux x64. */
export function copyPackage({ name, source, target }: PackedPackage, bundle: string): void {
  const kept = KEPT.find(([pattern]) => pattern.test(name))?.[1] ?? /(?:)/;
  cpSync(source, path.join(bundle, target), {
    recursive: true,
    dereference: true,
    filter: (file) => {
      const within = path.relative(source, file);
      if (within === '') return true;
      const [top = ''] = within.split(path.sep);
      return !UNUSED_FOLDER.test(top) && !UNUSED_FILE.test(within) && kept.test(within.split(path.sep).join('/'));
    },
  });
}
