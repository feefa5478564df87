/** What `stride space ...` does. */
import { countArchitectures, costOf, decisions, formatArchitecture, StrideError, type SearchSpace } from '@stride/core';
import { EXIT } from '../exit-codes.js';
import { colors } from '../output/colors.js';
import { print, printJson } from '../output/print.js';
import { renderFields, renderTable, type Column } from '../output/table.js';
import { count, grouped, magnitude, short } from '../output/words.js';
import { findSpace, readSpaceFile } from './source.js';

interface Flags {
  readonly json?: boolean;
}

/** Ends with exit code 1 when something is wrong with it: a finding, not a failure. */
export function validate(file: string, { json }: Flags): void {
  try {
    const space = readSpaceFile(file);
    const size = String(countArchitectures(space));
    if (json) printJson({ valid: true, name: space.name, size, issues: [] });
    else print(`${file} is a valid search space, ${space.name}: ${grouped(size)} architectures.`);
  } catch (error) {
    if (!(error instanceof StrideError) || error.code !== 'SEARCH_SPACE_INVALID') throw error;
    if (json) printJson({ valid: false, code: error.code, message: error.message, issues: error.issues });
    else print([`${file} is no valid search space:`, ...error.issues.map(({ path, message }) => `  ${path || '/'}: ${message}`)].join('\n'));
    process.exitCode = EXIT.failed;
  }
}

/** A place where choices are made, e.g. stage 2. */
interface Part {
  readonly part: string;
  readonly decisions: readonly { readonly path: string; readonly field: string; readonly choices: readonly unknown[] }[];
}

export function describe(source: string, { json }: Flags): void {
  const space = findSpace(source);
  const size = String(countArchitectures(space));
  const { params, multiplyAdds } = costOf(space.reference);
  const reference = { text: formatArchitecture(space.reference), params, multiplyAdds };
  const parts = partsOf(space);
  const open = parts.reduce((sum, part) => sum + part.decisions.length, 0);
  if (json) return printJson({ name: space.name, description: space.description ?? '', size, decisions: open, parts, reference });
  print(`${colors.bold(space.name)}${space.description === undefined ? '' : `: ${space.description}`}\n${renderFields([
    ['size', `${grouped(size)} architectures${size.length > 6 ? ` (${magnitude(size)})` : ''}`],
    ['decisions', `${open} in ${space.stages.length} stages and around them`],
    ['reference', `${count(params)} parameters, ${short(multiplyAdds)} multiply-adds`],
    ['', reference.text],
  ])}\n\n${renderTable(COLUMNS, parts.flatMap(rowsOf))}`);
}

const COLUMNS: readonly Column[] = [{ head: 'part' }, { head: 'decision' }, { head: 'choices', flexible: true }];

function rowsOf({ part, decisions: made }: Part): string[][] {
  return made.map(({ field, choices }, index) => [index === 0 ? part : '', field, choices.map(String).join(', ')]);
}

function partsOf(space: SearchSpace): Part[] {
  const parts = new Map<string, Part['decisions'][number][]>();
  for (const { path, choices } of decisions(space)) {
    const [, first = '', second = '', third] = path.split('/');
    const stage = first === 'stages' ? `stage ${Number(second) + 1}` : first;
    const part = parts.get(stage) ?? [];
    part.push({ path, field: third ?? (second === '' ? first : second), choices });
    parts.set(stage, part);
  }
  return [...parts].map(([part, made]) => ({ part, decisions: made }));
}
