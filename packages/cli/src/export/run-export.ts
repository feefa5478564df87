import path from 'node:path';
import { StrideError } from '@stride/core';
import { EXPORT_FORMATS, exportFormat, exportNetwork, type ExportFormat, type ExportSource } from '@stride/export';
import { connect, type ConnectionFlags } from '../connection.js';
import { print, printJson } from '../output/print.js';
import { UsageError } from '../usage-error.js';
import { downloadExport } from './download.js';
import { readExportSource } from './source.js';
import { writeExport, type NamedFile } from './write.js';

/** As the command line gives them. */
export interface ExportFlags extends ConnectionFlags {
  readonly format?: unknown;
  readonly search?: unknown;
  readonly candidate?: unknown;
  readonly weights?: unknown;
  readonly out?: unknown;
  readonly json?: boolean;
}

interface Exported {
  readonly name: string;
  readonly files: readonly NamedFile[];
}

export async function runExport(source: string | undefined, flags: ExportFlags): Promise<void> {
  const format = formatOf(flags.format);
  const { name, files } = flags.search === undefined ? ofThisMachine(source, format, flags) : await ofSearch(source, format, flags);
  const written = writeExport(files, name, flags.out === undefined ? undefined : String(flags.out));
  if (flags.json) printJson({ format: format.name, files: written });
  else print(`Written to ${written.join(' and ')}.`);
}

function formatOf(name: unknown): ExportFormat {
  if (name !== undefined) return exportFormat(String(name));
  const formats = EXPORT_FORMATS.map((format) => `\n  ${format.name.padEnd(8)} ${format.description}`).join('');
  throw new UsageError(`Say in which form, by --format:${formats}`);
}

function ofThisMachine(source: string | undefined, format: ExportFormat, { candidate, weights }: ExportFlags): Exported {
  if (source === undefined) throw new UsageError('Name what to export: a folder of stride train, weights, a winner.json, an architecture or its name; or a search by --search.');
  if (candidate !== undefined) throw new UsageError(`--candidate is of a search; name it with --search, and leave out ${source}.`);
  const network = readExportSource(source, weights === undefined ? undefined : String(weights));
  if (format.weights === 'required' && network.weights === null) throw untrained(source, network, format);
  return { name: `${network.name}-${format.name}`, files: exportNetwork(format.name, network) };
}

function untrained(source: string, { name, document }: ExportSource, format: ExportFormat): StrideError {
  const provenance = (document as { provenance?: { dataset?: unknown } } | null)?.provenance;
  const train = `stride train ${source}${typeof provenance?.dataset === 'string' ? '' : ' --dataset NAME'}`;
  return new StrideError('WEIGHTS_MISSING',
    `The format ${format.name} is of a trained network, and ${source} has no weights. First ${train}, then stride export ${path.join('trained', name)} --format ${format.name}.`);
}

function ofSearch(source: string | undefined, { name: format }: ExportFormat, { search, candidate, weights, url }: ExportFlags): Promise<Exported> {
  if (source !== undefined) throw new UsageError(`${source} and --search exclude each other: a network of this machine, or one of a search.`);
  if (weights !== undefined) throw new UsageError('--weights go with a network of this machine; a candidate of a search has those of its own training.');
  return downloadExport(connect({ url }), { search: String(search), candidate: numberOf(candidate), format });
}

function numberOf(candidate: unknown): number | undefined {
  if (candidate === undefined) return undefined;
  if (typeof candidate === 'number' && Number.isSafeInteger(candidate) && candidate >= 0) return candidate;
  throw new UsageError(`--candidate is ${JSON.stringify(candidate)}; it takes the number of a candidate.`);
}
