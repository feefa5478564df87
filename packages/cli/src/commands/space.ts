import type { CAC } from 'cac';

const JSON_HELP = 'Print one JSON object on stdout';

/** `stride space validate | describe`: search spaces, without a Stride that runs. */
export function registerSpace(cli: CAC): void {
  cli
    .command('space validate <file>', 'Check a search space')
    .option('--json', JSON_HELP)
    .example('  stride space validate my-space.json')
    .action(async (file: string, flags: { json?: boolean }) => (await import('../space/run.js')).validate(file, flags));
  cli
    .command('space describe <file|name>', 'How large a search space is, which decisions it leaves open, and what its reference costs')
    .option('--json', JSON_HELP)
    .example('  stride space describe fashion-mnist')
    .example('  stride space describe my-space.json --json | jq .size')
    .action(async (source: string, flags: { json?: boolean }) => (await import('../space/run.js')).describe(source, flags));
}
