import { once } from 'node:events';
import pc from 'picocolors';
import pretty from 'pino-pretty';
import { Home } from '../launcher/home.js';
import { Launcher } from '../launcher/launcher.js';
import { readSettings } from '../settings.js';
import { onSignals } from '../shutdown.js';

/** `stride up`: everything on this machine until Ctrl-C. */
export async function up(): Promise<void> {
  const settings = readSettings();
  const home = new Home(settings.home);
  const launcher = new Launcher({ ...settings, home, onLine: logPrinter(), onNotice: (message) => console.error(pc.yellow(message)) });
  onSignals({ stop: () => launcher.stop(), kill: () => launcher.kill() }, 0);
  console.error(`Starting Stride in ${home.folder} …`);
  try {
    const url = await launcher.start();
    console.error(`\n  ${pc.bold('Stride is ready')}\n\n  Dashboard   ${pc.cyan(url)}\n  API         ${pc.cyan(`${url}/docs`)}\n  Logs        ${home.logs}\n\n  Ctrl-C stops everything; searches go on at the next start.\n`);
  } catch (error) {
    await launcher.stop();
    throw error;
  }
  await once(process, 'exit');
}

/** On a terminal, readable lines; piped, the services' own JSON lines. */
function logPrinter(): (name: string, line: string) => void {
  if (!process.stdout.isTTY) return (_, line) => process.stdout.write(`${line}\n`);
  const stream = pretty({ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', singleLine: true, destination: process.stdout });
  return (name, line) => void (line.startsWith('{') ? stream.write(`${line}\n`) : process.stdout.write(`${name}: ${line}\n`));
}
