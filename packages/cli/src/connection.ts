/** Which Stride a command talks to. */
import { StrideClient } from '@stride/client';
import type { Command } from 'cac';
import { readSettings } from './settings.js';
import { UsageError } from './usage-error.js';

export interface ConnectionFlags {
  readonly url?: unknown;
}

/** For how long a command that follows something bears a Stride that restarts meanwhile. */
export const PATIENCE_MS = 60_000;

/** Gives a command that talks to the API the flag that says where it is. */
export function withUrl(command: Command): Command {
  return command.option('--url <address>', 'Where Stride is; default STRIDE_URL, else http://127.0.0.1 at STRIDE_PORT or 3000');
}

/** @param patienceMs default: whoever types a command wants to know at once that nothing runs there */
export function connect(flags: ConnectionFlags = {}, patienceMs = 0): StrideClient {
  return new StrideClient({ baseUrl: addressOf(flags), patienceMs });
}

/** @throws StrideError CONFIG_INVALID when it is no address */
export function addressOf({ url }: ConnectionFlags, env: Readonly<Record<string, string | undefined>> = process.env): string {
  if (url !== undefined) return checked('--url', String(url));
  if (env['STRIDE_URL']) return checked('STRIDE_URL', env['STRIDE_URL']);
  const { host, port } = readSettings(env);
  // What listens on every interface is asked on this machine's own.
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

function checked(from: string, text: string): string {
  const { protocol = '' } = URL.canParse(text) ? new URL(text) : {};
  if (protocol === 'http:' || protocol === 'https:') return text.replace(/\/+$/, '');
  throw new UsageError(`${from} is ${JSON.stringify(text)}; it takes an address such as http://127.0.0.1:3000.`);
}
