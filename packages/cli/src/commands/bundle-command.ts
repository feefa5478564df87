import type { CAC } from 'cac';

const OUT = 'stride-worker-linux-x64.tar.gz';

/** `stride bundle`: a worker in one archive. */
export function registerBundle(cli: CAC): void {
  cli
    .command('bundle', 'Pack a worker for Linux x64 machines without npm into one archive')
    .option('--out <file>', 'The archive; its ending chooses the compression', { default: OUT })
    .option('--datasets', 'Take along the datasets that this machine has converted')
    .option('--json', 'Print one JSON object on stdout')
    .example('  stride bundle')
    .example('  stride bundle --datasets --out worker.tar.xz')
    .action(async (flags: { out: string; datasets?: boolean; json?: boolean }) => {
      const { bundle } = await import('./bundle.js');
      await bundle({ out: flags.out, datasets: flags.datasets ?? false, json: flags.json ?? false });
    });
}
