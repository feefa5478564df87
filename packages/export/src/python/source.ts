/** What every file of Python code has in common. */
import { costOf, formatArchitecture, type Architecture } from '@stride/core';
import type { ExportFile, ExportSource } from '../formats/format.js';
import { encodeStateDict } from '../weights/state-dict.js';
import type { Normalization } from '../network/trained-network.js';

export const WEIGHTS_FILE = 'weights.safetensors';

/**
 * @param kind of file, where several lie side by side, e.g. `timm`
 * @param write the code of the file of that name
 */
export function pythonFile(source: ExportSource, kind: string, write: (fileName: string) => string): ExportFile {
  const name = `${moduleName(source.name)}_${kind}.py`;
  return { name, contentType: 'text/x-python', bytes: new TextEncoder().encode(write(name)) };
}

/** The code, and beside it the trained weights where there are some. */
export function withWeights(code: ExportFile, { weights }: ExportSource): ExportFile[] {
  return weights === null ? [code] : [code, { name: WEIGHTS_FILE, contentType: 'application/octet-stream', bytes: encodeStateDict(weights) }];
}

/** A docstring's lines on how to use the file: what to write on the left, what comes of it on the right. */
export function usage(lines: readonly (readonly [code: string, meaning: string])[]): string {
  const width = Math.max(...lines.map(([code]) => code.length));
  return lines.map(([code, meaning]) => `    ${code.padEnd(width)}   ${meaning}`).join('\n');
}

/** A name that `import` takes. */
function moduleName(name: string): string {
  const word = name.replace(/\W/g, '_');
  return /^[A-Za-z_]/.test(word) ? word : `network_${word}`;
}

/** The first lines of a file's docstring: what network it is. */
export function headline(architecture: Architecture): string {
  const { params, multiplyAdds } = costOf(architecture);
  const { height, width, channels } = architecture.input;
  const words = `${count(params)} parameters, ${count(multiplyAdds)} multiply-adds for an image of ${height} x ${width} x ${channels}.`;
  return `${wrap(formatArchitecture(architecture))}\n\n${words}`;
}

export const count = (number: number) => number.toLocaleString('en-US');

/** As normalisation is written into code, with a line that says what it is. */
export function normalizationLines(normalization: Normalization | null, channels: number): string {
  const { mean, deviation } = normalization ?? { mean: Array.from({ length: channels }, () => 0), deviation: Array.from({ length: channels }, () => 1) };
  const about = normalization === null
    ? '# Per channel, of pixel values 0 to 255. This network is not trained: put in those of your own images.'
    : '# Per channel, of pixel values 0 to 255, of the images that this network was trained on.';
  return `${about}\nMEAN = ${list(mean)}\nSTD = ${list(deviation)}`;
}

const list = (values: readonly number[]) => `[${values.map(float).join(', ')}]`;

/** A number that Python reads as a float, with all its digits. */
function float(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

const LINE = 118;

/** Breaks a line at spaces. */
function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string;
    if (line !== '' && line.length + 1 + word.length > LINE) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
