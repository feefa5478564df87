/** docs/cli.md, --help and the code tell of the same commands and exit codes. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './command-line/parse.js';
import { BENCHMARKS, programOf } from './commands/bench.js';
import { EXIT } from './exit-codes.js';
import { createProgram } from './program.js';

const ROOT = new URL('../../../', import.meta.url);
const read = (file: string) => readFileSync(fileURLToPath(new URL(file, ROOT)), 'utf8');
const docs = read('docs/cli.md');

it('lists every command', () => {
  const listed = [...docs.matchAll(/^\| `stride ([a-z ]+)` \|/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(createProgram().commands.map(({ name }) => name).toSorted());
});

it('lists every exit code', () => {
  const listed = [...docs.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect(listed).toEqual(Object.values(EXIT));
});

describe('every command', () => {
  const commands = createProgram().commands.map((command) => [command.name, command] as const);

  it.each(commands)('%s has examples that are right', (name, command) => {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) {
      const text = String(example);
      expect(text).toMatch(new RegExp(`\\bstride ${name}\\b`));
      const [words = ''] = text.slice(text.indexOf(`stride ${name}`)).split(/ [|>] |\)/, 1);
      const cli = createProgram();
      if (words.endsWith('--help')) continue;
      // Neither an unknown command nor an unknown flag, and nothing that is required is missing.
      parseCommandLine(cli, ['node', ...words.trim().split(/\s+/)]);
      cli.matchedCommand?.checkOptionValue();
      cli.matchedCommand?.checkRequiredArgs();
      cli.matchedCommand?.checkUnusedArgs();
      expect(cli.matchedCommand?.name).toBe(name);
    }
  });

  it.each(commands.filter(([name]) => !['bench', 'completion'].includes(name)))('%s can print JSON', (_, command) => {
    expect(command.hasOption('json')).toBeDefined();
  });
});

it('reaches every benchmark that npm runs', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const programs = Object.entries(scripts).filter(([name]) => name.startsWith('bench:')).map(([name, command]) => [name.slice('bench:'.length), command.split(' ').at(-1) ?? ''] as const);
  for (const [name, file] of programs) {
    expect(BENCHMARKS).toContain(name);
    expect(programOf(name)).toBe(fileURLToPath(new URL(file, ROOT)));
    expect(existsSync(programOf(name))).toBe(true);
  }
});
