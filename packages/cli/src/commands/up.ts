import { prettyFactory } from 'pino-pretty';
import { Home } from '../launcher/home.js';
import { Launcher } from '../launcher/launcher.js';
import { errorColors } from '../output/colors.js';
import { printJson } from '../output/print.js';
import { readSettings } from '../settings.js';
import { onSignals } from '../shutdown.js';

export interface UpOptions {
  /** One JSON object on stdout once it is ready; the services' lines go to stderr then. */
  readonly json: boolean;
}

/** `stride up`: everything on this machine until Ctrl-C. */
export async function up({ json }: UpOptions): Promise<void> {
  const settings = readSettings();
  const home = new Home(settings.home);
  const launcher = new Launcher({
    ...settings, home, onLine: logPrinter(json ? process.stderr : process.stdout), onNotice: (message) => console.error(errorColors.yellow(message)),
  });
  onSignals({ stop: () => launcher.stop(), kill: () => launcher.kill() }, 0);
  console.error(`Starting Stride in ${home.folder} …`);
  try {
    const url = await launcher.start();
    if (json) printJson({ url, pid: process.pid, home: home.folder, logs: home.logs });
    else announce(url, home.logs);
    await launcher.lost();
  } catch (error) {
    await launcher.stop();
    throw error;
  }
}

function announce(url: string, logs: string): void {
  const { bold, cyan } = errorColors;
  console.error(`\n  ${bold('Stride is ready')}\n\n  Dashboard   ${cyan(url)}\n  API         ${cyan(`${url}/docs`)}\n  Logs        ${logs}\n\n  Ctrl-C stops everything; searches go on at the next start.\n`);
}

/** On a terminal, readable lines; piped, the services' own JSON lines. */
function logPrinter(stream: NodeJS.WriteStream): (name: string, line: string) => void {
  if (!stream.isTTY) return (_, line) => stream.write(`${line}\n`);
  const readable = prettyFactory({ colorize: true, ignore: 'pid,hostname,token', translateTime: 'SYS:HH:MM:ss', singleLine: true });
  return (name, line) => stream.write(line.startsWith('{') ? readable(line) : `${name}: ${line}\n`);
}
