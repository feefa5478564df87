import type { CAC } from 'cac';

/** `stride up`: the whole service on this machine. */
export function registerUp(cli: CAC): void {
  cli
    .command('up', 'Start everything on this machine and serve until Ctrl-C')
    .option('--json', 'Print one JSON object on stdout once it is ready, and the log on stderr')
    .example('  stride up')
    .example('  STRIDE_PORT=8080 STRIDE_WORKERS=2 stride up')
    .action(async (flags: { json?: boolean }) => {
      const { up } = await import('./up.js');
      await up({ json: flags.json ?? false });
    });
}
