/** All candidates of a search as columns: what charts draw. */
import type { CandidateSummary, SearchPoints } from '@stride/client';

type Columns = SearchPoints['columns'];

/**
 * A snapshot of the API, kept current by events. Its arrays are changed in place, so that an event costs the same however many
 * candidates there are; `columns` and the object itself are new after every change, so that whatever was computed of them can tell.
 */
export class Points {
  readonly columns: Columns;
  readonly decisions: SearchPoints['decisions'];
  readonly deviceClasses: readonly string[];
  readonly #placeOf: Map<string, number>;

  private constructor(columns: Columns, decisions: SearchPoints['decisions'], deviceClasses: readonly string[], placeOf: Map<string, number>) {
    this.columns = columns;
    this.decisions = decisions;
    this.deviceClasses = deviceClasses;
    this.#placeOf = placeOf;
  }

  static of({ columns, decisions, deviceClasses }: SearchPoints): Points {
    return new Points(columns, decisions, deviceClasses, new Map(columns.id.map((id, place) => [id, place])));
  }

  get count(): number {
    return this.columns.id.length;
  }

  /** Its place in the columns; undefined where it is none of the candidates. */
  placeOf(candidateId: string): number | undefined {
    return this.#placeOf.get(candidateId);
  }

  /** With what events told of candidates. What has ended stays as it is: an event that says otherwise was overtaken by the snapshot. */
  with(candidates: Iterable<CandidateSummary>): Points {
    let { deviceClasses } = this;
    let changed = false;
    for (const candidate of candidates) {
      if (candidate.role === 'reference' || this.#isSettled(candidate)) continue;
      if (candidate.deviceClass !== null && !deviceClasses.includes(candidate.deviceClass)) deviceClasses = [...deviceClasses, candidate.deviceClass];
      this.#write(candidate, deviceClasses);
      changed = true;
    }
    return changed ? new Points({ ...this.columns }, this.decisions, deviceClasses, this.#placeOf) : this;
  }

  #isSettled({ id, status }: CandidateSummary): boolean {
    const place = this.#placeOf.get(id);
    const known = place === undefined ? undefined : this.columns.status[place];
    return known !== undefined && (known === status || (known !== 'queued' && known !== 'running'));
  }

  #write(candidate: CandidateSummary, deviceClasses: readonly string[]): void {
    const { columns } = this;
    const place = this.#placeOf.get(candidate.id) ?? columns.id.length;
    this.#placeOf.set(candidate.id, place);
    columns.id[place] = candidate.id;
    columns.number[place] = candidate.number;
    columns.status[place] = candidate.status;
    columns.reward[place] = candidate.reward;
    columns.accuracy[place] = candidate.accuracy;
    columns.stepTimeMs[place] = candidate.stepTimeMs?.median ?? null;
    columns.params[place] = candidate.params;
    columns.multiplyAdds[place] = candidate.multiplyAdds;
    columns.deviceClass[place] = candidate.deviceClass === null ? null : deviceClasses.indexOf(candidate.deviceClass);
    columns.finishedAt[place] = candidate.finishedAt === null ? null : Date.parse(candidate.finishedAt);
    columns.encoding[place] = candidate.encoding ?? [];
  }
}

/** Keeps the points of a search through snapshots and events, in the order in which they come. */
export class PointsFeed {
  #points: Points | null = null;
  /** What came while a snapshot is under way, of each candidate the latest: applied again on top of it. Null otherwise. */
  #missed: Map<string, CandidateSummary> | null = new Map();

  /** A snapshot is asked for. */
  expect(): void {
    this.#missed ??= new Map();
  }

  settle(snapshot: SearchPoints): Points {
    this.#points = Points.of(snapshot).with(this.#missed?.values() ?? []);
    this.#missed = null;
    return this.#points;
  }

  /** Null before the first snapshot. */
  apply(candidates: readonly CandidateSummary[]): Points | null {
    for (const candidate of candidates) this.#missed?.set(candidate.id, candidate);
    this.#points = this.#points?.with(candidates) ?? null;
    return this.#points;
  }
}
