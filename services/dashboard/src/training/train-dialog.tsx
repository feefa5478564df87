import type { CandidateSummary, DatasetInfo } from '@stride/contracts';
import { TRAINING_RECIPE } from '@stride/core';
import { useState, type FormEvent } from 'react';
import { stride } from '../api/client.js';
import { useResource } from '../api/use-resource.js';
import { parseText } from '../candidate/parse-text.js';
import { whole } from '../format/numbers.js';
import { duration } from '../format/time.js';
import type { LiveSearch } from '../live/live-search.js';
import { Dialog } from '../ui/dialog.js';
import { Problem } from '../ui/problem.js';
import { useAction } from '../ui/use-action.js';
import { NumberField, readCount } from './number-field.js';
import { estimatedSeconds } from './time-left.js';
import './train-dialog.css';

interface TrainDialogProps {
  readonly live: LiveSearch;
  /** The one to train; null asks how many of the best. */
  readonly candidate: CandidateSummary | null;
  onClose(): void;
}

/** So many tell how far the proxy task is to be trusted. */
const DEFAULT_TOP = 5;
const MAX_TOP = 100;
const MAX_EPOCHS = 10_000;

export function TrainDialog({ live, candidate, onClose }: TrainDialogProps) {
  const { search } = live;
  const completed = search.counts.completed;
  const most = Math.min(MAX_TOP, completed);
  const [topText, setTopText] = useState(String(Math.min(DEFAULT_TOP, most)));
  const [epochsText, setEpochsText] = useState(String(TRAINING_RECIPE.epochs));
  const { busy, error, run } = useAction({ keepError: true });
  const top = candidate === null ? readCount(topText, most) : 1;
  const epochs = readCount(epochsText, MAX_EPOCHS);
  const datasets = useResource('datasets', (signal) => stride.datasets.list({ signal }));
  const dataset = datasets.state === 'ready' ? datasets.value.find(({ name }) => name === search.dataset) : undefined;
  const best = useBest(search.id, candidate === null ? most : 0);
  const chosen = candidate === null ? best.slice(0, top ?? 0) : [candidate];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (top === null || epochs === null) return;
    const which = candidate === null ? { top } : { candidateIds: [candidate.id] };
    const begun = await run(async () => {
      const trainings = await stride.searches.train(search.id, { ...which, task: { epochs } });
      return doneText(trainings.filter(({ id }) => !live.trainings.byId.has(id)).length, trainings.length);
    });
    if (begun) onClose();
  };
  return (
    <Dialog title={candidate === null ? 'Train the best in full' : `Train ${nameOf(candidate)} in full`} onClose={onClose}>
      <form className="train-form" onSubmit={(event) => void submit(event)}>
        {candidate === null && (
          <NumberField
            label="How many of the best"
            max={most}
            text={topText}
            onText={setTopText}
            hint={top === null ? `A whole number from 1 to ${most}: so many have completed.` : `By reward: ${list(chosen)}.`}
          />
        )}
        <NumberField
          label="Epochs"
          max={MAX_EPOCHS}
          text={epochsText}
          onText={setEpochsText}
          hint={epochs === null ? `A whole number from 1 to ${whole(MAX_EPOCHS)}.` : epochsHint(dataset)}
        />
        <p className="train-cost" role="status">
          {epochs !== null && dataset !== undefined && costText(live, chosen, epochs, dataset)}
        </p>
        {error !== null && <Problem error={error} />}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button button-primary" disabled={busy || top === null || epochs === null}>
            Train
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Completed candidates by reward, as the API chooses them; none until they are there. */
function useBest(searchId: string, count: number): readonly CandidateSummary[] {
  const page = useResource(`best ${searchId} ${count}`, async (signal) =>
    count === 0 ? [] : (await stride.searches.candidates(searchId, { status: 'completed', sort: 'reward', order: 'desc', limit: count }, { signal })).items);
  return page.state === 'ready' ? page.value : [];
}

function nameOf({ role, number }: CandidateSummary): string {
  return role === 'reference' ? 'the reference' : `candidate ${number}`;
}

const SHOWN = 8;

function list(candidates: readonly CandidateSummary[]): string {
  const names = candidates.slice(0, SHOWN).map(({ number }) => String(number));
  return names.join(', ') + (candidates.length > SHOWN ? ` and ${candidates.length - SHOWN} more` : '');
}

function epochsHint(dataset: DatasetInfo | undefined): string {
  if (dataset === undefined) return 'On all training images, then measured on the test images.';
  const { train: training, test } = dataset.splits;
  return `On all ${whole(training)} training images, then measured once on ${whole(test)} test images that nothing has seen.`;
}

function costText(live: LiveSearch, chosen: readonly CandidateSummary[], epochs: number, dataset: DatasetInfo): string | null {
  let seconds = 0;
  for (const { architectureText, stepTimeMs } of chosen) {
    const architecture = parseText(architectureText);
    // One that was never timed has no pace to go by.
    if (architecture === null || stepTimeMs === null) return null;
    const { batchSize } = live.search.proxyTask;
    seconds += estimatedSeconds({ architecture, stepTimeMs, batchSize }, epochs, dataset.splits.train);
  }
  if (seconds === 0) return null;
  const subject = chosen.length === 1 ? 'its step time' : 'their step times';
  return `About ${duration(roughly(seconds))} of one worker, by ${subject}.`;
}

/** No more digits than an estimate has. */
function roughly(seconds: number): number {
  const unit = seconds < 60 ? 1 : seconds < 600 ? 10 : 60;
  return Math.max(1, Math.round(seconds / unit) * unit);
}

function doneText(begun: number, all: number): string {
  if (begun === 0) return all === 1 ? 'It was trained like this already.' : 'They were trained like this already.';
  const count = begun === 1 ? 'A training waits' : `${begun} trainings wait`;
  return begun === all ? `${count} for a worker.` : `${count} for a worker; the others were trained like this already.`;
}
