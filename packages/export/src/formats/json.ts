import type { ExportFormat } from './format.js';

/** The document of Stride's own, which every other command reads. */
export const json: ExportFormat = {
  name: 'json',
  description: 'The architecture as a document, with where it came from',
  weights: 'none',
  write: ({ name, architecture, document }) => [{
    name: `${name}.json`, contentType: 'application/json',
    bytes: new TextEncoder().encode(`${JSON.stringify(document ?? architecture, null, 2)}\n`),
  }],
};
