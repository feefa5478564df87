import { DocumentReader, pointer } from '../documents/reader.js';
import { joinedHashes, shortHash, splitHashes } from './stored-fields.js';

export type KnownPointsState = {
  /** Short hashes of everything proposed or told, joined. */
  readonly seen: string;
  /** Of those, the ones whose result is still to come. */
  readonly open: string;
};

export const NOTHING_KNOWN: KnownPointsState = { seen: '', open: '' };

/** Which points a strategy has proposed or been told of, so that none comes twice and no result counts twice. */
export class KnownPoints {
  readonly #seen: Set<string>;
  readonly #open: Set<string>;

  constructor({ seen, open }: KnownPointsState) {
    this.#seen = new Set(splitHashes(seen));
    this.#open = new Set(splitHashes(open));
  }

  readonly has = (hash: string): boolean => this.#seen.has(shortHash(hash));

  /** How many results are still to come. */
  get open(): number {
    return this.#open.size;
  }

  propose(hash: string): void {
    this.#seen.add(shortHash(hash));
    this.#open.add(shortHash(hash));
  }

  /** Whether this is the first result of the point; also of one that was never proposed. */
  settle(hash: string): boolean {
    const short = shortHash(hash);
    const isFirst = this.#open.delete(short) || !this.#seen.has(short);
    this.#seen.add(short);
    return isFirst;
  }

  state(): KnownPointsState {
    return { seen: [...this.#seen].join(''), open: [...this.#open].join('') };
  }
}

export function readKnownPoints(reader: DocumentReader, path: string, document: unknown): KnownPointsState | null {
  const fields = reader.object(path, document, ['seen', 'open']);
  if (fields === null) return null;
  const { seen, open } = fields;
  return reader.value(pointer(path, 'seen'), seen, joinedHashes()) && reader.value(pointer(path, 'open'), open, joinedHashes()) ? { seen, open } : null;
}
