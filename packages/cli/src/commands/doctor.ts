import type { CAC } from 'cac';
import { withUrl, type ConnectionFlags } from '../connection.js';

/** `stride doctor`: what is there, and what to do about what is not. */
export function registerDoctor(cli: CAC): void {
  withUrl(cli.command('doctor', 'What is there and works: Node, database, queue, backends, disk; and what to do about what is not'))
    .option('--json', 'Print one JSON object on stdout')
    .example('  stride doctor')
    .example('  DATABASE_URL=postgresql://stride@db/stride stride doctor')
    .action(async (flags: ConnectionFlags & { json?: boolean }) => (await import('../doctor/run.js')).doctor(flags));
}
