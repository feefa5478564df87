import { SingleBar } from 'cli-progress';
import type { SearchSummary } from '@stride/contracts';

/** Shows how far a search has come: a bar on a terminal, a line for every change when piped. */
export interface ProgressView {
  update(search: SearchSummary): void;
  /** May be called twice. */
  end(): void;
}

export function progressView(total: number, stream: NodeJS.WriteStream): ProgressView {
  return stream.isTTY ? new Bar(total, stream) : new Lines(total, stream);
}

const finished = ({ counts }: SearchSummary) => counts.completed + counts.failed + counts.pruned;
const best = ({ bestReward }: SearchSummary) => bestReward?.toFixed(4) ?? '-';

/** What the text beside the bar takes at most, with some hundred candidates and minutes. */
const TEXT_COLUMNS = 70;

class Bar implements ProgressView {
  readonly #bar: SingleBar;
  readonly #started = Date.now();

  constructor(total: number, stream: NodeJS.WriteStream) {
    this.#bar = new SingleBar({
      stream, hideCursor: true, gracefulExit: false, barCompleteChar: '█', barIncompleteChar: '░', autopadding: true,
      barsize: Math.max(10, Math.min(30, stream.columns - TEXT_COLUMNS)),
      format: '  {bar} {value}/{total} | best reward {best} | {running} running | {elapsed} s, {left}',
    });
    this.#bar.start(total, 0, { best: '-', running: 0, elapsed: 0, left: 'first results soon' });
  }

  update(search: SearchSummary): void {
    const done = finished(search);
    const elapsed = (Date.now() - this.#started) / 1000;
    const left = done === 0 ? 'first results soon' : `about ${Math.round((elapsed / done) * (this.#bar.getTotal() - done))} s left`;
    this.#bar.update(done, { best: best(search), running: search.counts.running, elapsed: Math.round(elapsed), left });
  }

  end(): void {
    if (this.#bar.isActive) this.#bar.stop();
  }
}

class Lines implements ProgressView {
  readonly #total: number;
  readonly #stream: NodeJS.WriteStream;
  #last = -1;

  constructor(total: number, stream: NodeJS.WriteStream) {
    this.#total = total;
    this.#stream = stream;
  }

  update(search: SearchSummary): void {
    const done = finished(search);
    if (done === this.#last) return;
    this.#last = done;
    this.#stream.write(`${done}/${this.#total} candidates, best reward ${best(search)}\n`);
  }

  end(): void {}
}
