import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProgram } from '../program.js';
import { completionScript } from './scripts.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-completion-'));
const file = path.join(folder, 'stride.bash');
beforeAll(() => writeFileSync(file, completionScript(createProgram(), 'bash')));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a real bash offers for the last of the words. */
function complete(...words: string[]): string[] {
  const program = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _stride; printf "%s\\n" "${COMPREPLY[@]}"';
  return execFileSync('bash', ['-c', program, 'bash', file, 'stride', ...words], { encoding: 'utf8' }).trim().split('\n');
}

it.each([
  [['se'], ['search']], [['d'], ['demo', 'doctor']], [['search', 'pa'], ['pause']], [['search', 's'], ['submit', 'show']],
  [['search', 'submit', '--dr'], ['--dry-run']], [['search', 'watch', 'la'], ['last']], [['space', ''], ['validate', 'describe', '--help']],
  [['rescore', 'la'], ['last']], [['rescore', 'last', '--no'], ['--no-caps']], [['bench', 'pro'], ['progressive']], [['completion', ''], ['bash', 'zsh', 'fish', '--help']],
  [['train', '--prog'], ['--progressive']], [['up', '--'], ['--json', '--help']], [['nonsense', ''], ['']],
])('bash completes %j', (words, expected) => {
  expect(complete(...words)).toEqual(expected);
});

it('is registered for stride', () => {
  expect(execFileSync('bash', ['-c', 'source "$1"; complete -p stride', 'bash', file], { encoding: 'utf8' }).trim()).toBe('complete -o default -F _stride stride');
});

it.each(['bash', 'zsh', 'fish'] as const)('offers every command and flag in %s', (shell) => {
  const cli = createProgram();
  const script = completionScript(cli, shell);
  for (const { name, options } of cli.commands) {
    for (const word of name.split(' ')) expect(script).toMatch(new RegExp(`[ '"(]?${word}\\b`));
    for (const { rawName } of options) {
      const [flag = ''] = rawName.split(' ', 1);
      expect(script).toContain(shell === 'fish' ? ` -l ${flag.slice(2)}` : flag);
    }
  }
});
