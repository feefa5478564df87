import type { CAC } from 'cac';
import { withUrl } from '../connection.js';
import type { ExportFlags } from '../export/run-export.js';

/** Written out, since what the formats are made with is loaded only when something is exported. */
export const FORMATS = 'json, timm, pytorch, keras, tfjs or onnx';

/** `stride export`: a network of this machine, or of a search of the Stride that runs here. */
export function registerExport(cli: CAC): void {
  withUrl(cli.command('export [source]', 'Write a network for another framework: a folder of stride train, weights, a winner.json, an architecture or its name'))
    .option('--format <name>', FORMATS)
    .option('--weights <file>', 'Trained weights to go with it, where the source has none of its own')
    .option('--search <id>', 'The winner of this search instead, from the Stride that runs here')
    .option('--candidate <n>', 'With --search: the candidate of this number')
    .option('--out <path>', 'Folder, or the name of a single file; default exported/')
    .option('--json', 'Print one JSON object on stdout')
    .example('  stride export trained/winner --format onnx')
    .example('  stride export winner.json --format timm')
    .example('  stride export --search 019a... --candidate 7 --format pytorch')
    .action(async (source: string | undefined, flags: ExportFlags) => {
      const { runExport } = await import('../export/run-export.js');
      await runExport(source, flags);
    });
}
