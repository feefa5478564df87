import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import cac from 'cac';
import { afterAll, expect, it } from 'vitest';
import { registerTrain } from './train-command.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-cli-train-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function stride(...args: string[]): Promise<void> {
  const cli = cac('stride');
  registerTrain(cli);
  cli.parse(['node', 'stride', 'train', ...args], { run: false });
  await cli.runMatchedCommand();
}

it.each<[string[], string, string]>([
  [[], 'CONFIG_INVALID', 'Name a network to train'],
  [['resnet50'], 'ARCHITECTURE_UNKNOWN', 'There is no architecture "resnet50", nor a file of that name; there are efficientnetv2-b0'],
  [['winner.json', '--top', '3'], 'CONFIG_INVALID', '--top is of the candidates of a search, which --search names'],
  [['winner.json', '--candidate', '3'], 'CONFIG_INVALID', '--candidate is of the candidates of a search'],
  [['winner.json', '--search', 'x'], 'CONFIG_INVALID', 'winner.json and --search exclude each other'],
  [['--search', 'x', '--dataset', 'mnist', '--out', 'y', '--resume'], 'CONFIG_INVALID', '--dataset does not go with --search'],
  [['--search', 'x', '--out', 'y'], 'CONFIG_INVALID', '--out does not go with --search'],
  [['--search', 'x', '--resume'], 'CONFIG_INVALID', '--resume does not go with --search'],
  [['--search', 'x', '--top', 'all'], 'CONFIG_INVALID', '--top is "all"; it takes a whole number'],
])('%j is refused', async (args, code, message) => {
  await expect(stride(...args)).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
});

it('takes the name of a published network, which says nothing of a dataset', async () => {
  await expect(stride('efficientnetv2-b0', '--out', path.join(folder, 'b0'))).rejects
    .toMatchObject({ code: 'CONFIG_INVALID', message: 'efficientnetv2-b0 does not say which dataset it is for; name one with --dataset.' });
});
