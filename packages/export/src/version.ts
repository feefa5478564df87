import { readFileSync } from 'node:fs';

/** Stride's version, for files to say what wrote them: every package of the repository has the same. */
export const VERSION: string = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;
