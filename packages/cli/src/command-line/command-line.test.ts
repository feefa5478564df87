import cac from 'cac';
import { expect, it, vi } from 'vitest';
import { joinValues } from './arguments.js';
import { fold } from './help.js';
import { nearest } from './nearest.js';
import { parseCommandLine } from './parse.js';

function program() {
  const cli = cac('stride');
  const seen: unknown[] = [];
  cli.command('search show <id>', 'One').option('--from <search>', 'x').option('--limit <n>', 'x').option('--json', 'x').action((...given: unknown[]) => { seen.push(...given); });
  cli.command('up', 'All').option('--json', 'x').action(() => { seen.push('started'); });
  cli.help();
  cli.version('1.2.3', '-V, --version');
  return { cli, seen };
}

it('takes what follows a flag for its value, be it negative or standard input', () => {
  expect(joinValues(['--w', '-0.1', '--v', '-.5', '--file', '-', '--json', '-x', '-3'])).toEqual(['--w=-0.1', '--v=-.5', '--file=-', '--json', '-x', '-3']);
});

it.each([
  [['search', 'show', '019345', '--from', '01e5', '--limit', '07'], '019345', '01e5', 7],
  [['search', 'show', '--json', '019345', '--from=1e3', '--limit=5'], '019345', '1e3', 5],
])('leaves ids that look like numbers as they are in %j', (args, id, from, limit) => {
  const { cli, seen } = program();
  parseCommandLine(cli, ['node', 'stride', ...args]);
  cli.runMatchedCommand();
  expect(seen).toEqual([id, expect.objectContaining({ from, limit })]);
});

it('does nothing when it is asked for the version or for help', () => {
  const info = vi.spyOn(console, 'info').mockImplementation(() => {});
  for (const flag of ['--version', '-V', '--help', '-h']) {
    const { cli, seen } = program();
    parseCommandLine(cli, ['node', 'stride', 'up', flag]);
    cli.runMatchedCommand();
    expect(seen).toEqual([]);
  }
  expect(info.mock.calls[0]?.[0]).toMatch(/^stride\/1\.2\.3/);
  vi.restoreAllMocks();
});

it.each([
  [['serch'], 'There is no command serch; did you mean search?'], [['zzz'], 'There is no command zzz; stride --help lists all.'],
  [['search', 'shwo'], 'There is no stride search shwo; did you mean show?'], [['search', 'zzz'], 'There is no stride search zzz; there are show.'],
  [['up', '--jsno'], 'stride up has no flag --jsno; did you mean --json?'], [['up', '--nothing'], 'stride up has no flag --nothing; stride up --help lists all.'],
  [['up', '-x'], 'stride up has no flag -x; stride up --help lists all.'],
])('refuses %j', (args, message) => {
  expect(() => parseCommandLine(program().cli, ['node', 'stride', ...args])).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message }));
});

it.each([['demmo', 'demo'], ['seach', 'search'], ['candidate', 'candidates'], ['exprot', 'export'], ['xyz', null], ['u', 'up'], ['sim', 'simulate']])('takes %s for %s', (word, meant) => {
  expect(nearest(word, ['up', 'demo', 'search', 'candidates', 'export', 'simulate'])).toBe(meant);
});

it('folds descriptions below themselves', () => {
  expect(fold('  --flag <x>  one two three four five six', 36)).toBe('  --flag <x>  one two three four\n              five six');
  expect(fold('  --a  short', 40)).toBe('  --a  short');
});
