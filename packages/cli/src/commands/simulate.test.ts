import cac from 'cac';
import { expect, it } from 'vitest';
import { registerSimulate } from './simulate.js';

async function run(...args: string[]): Promise<void> {
  const cli = cac('stride');
  registerSimulate(cli);
  cli.parse(['node', 'stride', 'simulate', ...args], { run: false });
  await cli.runMatchedCommand();
}

it.each([
  [['--workers', '0'], '--workers is 0'], [['--candidates', '1.5'], '--candidates is 1.5'], [['--seeds', 'x'], '--seeds is "x"'],
  [['--crashes', '2'], '--crashes is 2; it takes a share from 0 to 1'], [['--stragglers=-1'], '--stragglers is -1'], [['--train-seconds', '0'], '--train-seconds is 0'],
])('refuses %j by name', async (args, message) => {
  await expect(run(...args)).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(message) as string });
});

it('knows its strategies and schedulers', async () => {
  await expect(run('--strategy', 'nobody')).rejects.toMatchObject({ code: 'STRATEGY_UNKNOWN' });
  await expect(run('--scheduler', 'nobody')).rejects.toMatchObject({ code: 'SCHEDULER_UNKNOWN' });
});
