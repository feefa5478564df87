import pc from 'picocolors';
import { prettyFactory } from 'pino-pretty';
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
    await launcher.lost();
  } catch (error) {
    await launcher.stop();
    throw error;
  }
}

/** On a terminal, readable lines; piped, the services' own JSON lines. */
function logPrinter(): (name: string, line: string) => void {
  if (!process.stdout.isTTY) return (_, line) => process.stdout.write(`${line}\n`);
  const readable = prettyFactory({ colorize: true, ignore: 'pid,hostname,token', translateTime: 'SYS:HH:MM:ss', singleLine: true });
  return (name, line) => process.stdout.write(line.startsWith('{') ? readable(line) : `${name}: ${line}\n`);
}
