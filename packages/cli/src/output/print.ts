/** Results go to stdout, for people or as JSON; whatever else is to be said goes to stderr. */
const CLEAR_LINE = '\r\u001B[K';

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** On one line: a document, or one of several. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** On a terminal in the place of a progress bar, which is drawn again below. */
export function say(text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? CLEAR_LINE : ''}${text}\n`);
}
