import type { CAC } from 'cac';

interface Section {
  title?: string;
  body: string;
}

/** What --help shows, folded to the width of the terminal. */
export function helpSections(sections: Section[]): Section[] {
  return [
    ...sections.filter(({ title }) => !title?.startsWith('For more info')).map(({ title, body }) => ({ ...(title === undefined ? {} : { title }), body: fold(body) })),
    ...(sections.some(({ title }) => title === 'Commands') ? [{ body: 'stride <command> --help tells more, with examples.' }] : []),
  ];
}

/** Of the commands that begin with a word. */
export function groupHelp(cli: CAC, group: string): string {
  const commands = cli.commands.filter(({ name }) => name.startsWith(`${group} `));
  const widest = Math.max(...commands.map(({ rawName }) => rawName.length));
  const lines = commands.map(({ rawName, description }) => `  ${rawName.padEnd(widest)}  ${description}`).join('\n');
  return `Usage:\n  $ stride ${group} <command> [options]\n\nCommands:\n${fold(lines)}\n\nstride ${group} <command> --help tells more, with examples.\n`;
}

/** Lines of two columns, the second of which goes on below itself. @param indent where that begins; default: found by the space before it */
export function fold(body: string, width: number = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY, indent?: number): string {
  return body.split('\n').map((line) => {
    const start = indent ?? (/^ {2}\S.*? {2,}(?=\S)/.exec(line)?.[0].length ?? 0);
    return line.length <= width || start === 0 || start > width - 20 ? line.trimEnd() : foldAt(line, start, width);
  }).join('\n');
}

function foldAt(line: string, indent: number, width: number): string {
  const lines = [line.slice(0, indent)];
  for (const word of line.slice(indent).trim().split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length + 1 > width && last.trim() !== '' && last.length > indent) lines.push(`${' '.repeat(indent)}${word}`);
    else lines[lines.length - 1] = last.length <= indent ? `${last}${word}` : `${last} ${word}`;
  }
  return lines.join('\n');
}
