import { DocumentReader } from '@stride/core';

/** A table of a million points can have a million problems; a person reads some. */
const MOST_LISTED = 50;

/** Lists the first problems of a document and counts the others. */
export class IssueList extends DocumentReader {
  #count = 0;

  override report(path: string, message: string): void {
    this.#count += 1;
    if (this.#count <= MOST_LISTED) super.report(path, message);
  }

  /** @throws StrideError TABLE_INVALID when anything was reported */
  finishTable(subject: string): void {
    if (this.#count > MOST_LISTED) super.report('', `${this.#count - MOST_LISTED} further problems of these kinds`);
    this.finish('TABLE_INVALID', subject);
  }
}
