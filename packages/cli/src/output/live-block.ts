import { stripVTControlCharacters } from 'node:util';

const HIDE_CURSOR = '\u001B[?25l';
const SHOW_CURSOR = '\u001B[?25h';
const CLEAR_BELOW = '\u001B[0J';

/** Lines at the end of a terminal that are drawn again and again in the same place. */
export class LiveBlock {
  readonly #stream: NodeJS.WriteStream;
  #height = 0;
  #hidden = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  draw(lines: readonly string[]): void {
    const room = Math.max(1, (this.#stream.rows || 24) - 1);
    const shown = lines.slice(0, room).map((line) => cut(line, (this.#stream.columns || 80) - 1));
    const hide = this.#hidden ? '' : HIDE_CURSOR;
    this.#hidden = true;
    this.#stream.write(`${hide}${this.#home()}${shown.map((line) => `${line}\n`).join('')}`);
    this.#height = shown.length;
  }

  /** Takes the lines away; the cursor is where they began. */
  clear(): void {
    if (!this.#hidden) return;
    this.#stream.write(`${this.#home()}${SHOW_CURSOR}`);
    [this.#height, this.#hidden] = [0, false];
  }

  #home(): string {
    return `${this.#height > 0 ? `\u001B[${this.#height}A` : ''}\r${CLEAR_BELOW}`;
  }
}

/** A line that is too long would take two, and the block would not find its beginning: without its colors it is cut. */
function cut(line: string, width: number): string {
  const plain = stripVTControlCharacters(line);
  return plain.length <= width ? line : `${plain.slice(0, width - 1)}…`;
}
