import type { ConnectionFlags } from '../connection.js';
import { EXIT } from '../exit-codes.js';
import { colors } from '../output/colors.js';
import { fold } from '../command-line/help.js';
import { print, printJson } from '../output/print.js';
import { readSettings } from '../settings.js';
import { checkBackends } from './backends.js';
import type { Check, CheckStatus } from './check.js';
import { checkDatabase, checkDatasets, checkQueue } from './datastores.js';
import { checkArtifacts, checkBuild, checkCores, checkHome, checkNode } from './machine.js';
import { checkApi } from './service.js';

/** `stride doctor`: starts nothing and changes nothing. Ends with exit code 1 when something is a problem. */
export async function doctor({ json, ...flags }: ConnectionFlags & { readonly json?: boolean }): Promise<void> {
  const { home, databaseUrl, redisUrl } = readSettings();
  const checks = await Promise.all([
    checkNode(), checkBuild(), checkCores(), checkHome(home), checkDatabase(home, databaseUrl), checkQueue(redisUrl), checkBackends(), checkArtifacts(home),
    checkDatasets(), checkApi(flags),
  ]);
  const works = checks.every(({ status }) => status !== 'problem');
  if (json) printJson({ ok: works, checks });
  else print(renderChecks(checks));
  if (!works) process.exitCode = EXIT.failed;
}

const SIGN: Readonly<Record<CheckStatus, string>> = { ok: '✓', warning: '!', problem: '✗' };
const PAINT: Readonly<Record<CheckStatus, (text: string) => string>> = { ok: colors.green, warning: colors.yellow, problem: colors.red };

/** A line for each, what to do below it, and a verdict. */
export function renderChecks(checks: readonly Check[]): string {
  const names = Math.max(...checks.map(({ name }) => name.length));
  const indent = ' '.repeat(names + 15);
  const lines = checks.map(({ name, status, finding, advice }) => {
    const label = `${SIGN[status]} ${status.padEnd(7)}`;
    const text = fold(`  ${label}  ${name.padEnd(names)}  ${finding}`, undefined, indent.length).replace(label, PAINT[status](label));
    return advice === null ? text : `${text}\n${colors.dim(fold(`${indent}${advice}`, undefined, indent.length))}`;
  });
  const of = (status: CheckStatus) => checks.filter((check) => check.status === status).length;
  const verdict = of('problem') > 0 ? `${of('problem') === 1 ? 'One thing has' : `${of('problem')} things have`} to be put right.` : of('warning') > 0 ? 'Stride can run.' : 'All is well.';
  return `${lines.join('\n')}\n\n${verdict}`;
}
