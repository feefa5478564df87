import type { SearchSummary } from '@stride/client';
import { useState } from 'react';
import { stride } from '../api/client.js';
import { whole } from '../format/numbers.js';
import type { LiveSearch } from '../live/live-search.js';
import { ConfirmDialog, type Confirmation } from '../ui/confirm-dialog.js';
import { useAction } from '../ui/use-action.js';
import { ExportButton } from './export-button.js';
import { ExtendDialog } from './extend-dialog.js';
import { finishedCount, hasEnded } from './progress.js';
import './search-actions.css';

type Command = 'pause' | 'resume' | 'cancel';

const DONE: Record<Command, (search: Pick<SearchSummary, 'counts' | 'budget'>) => string> = {
  pause: ({ counts: { running } }) => `Search paused. ${running === 0 ? 'Nothing is in training.' : `${candidates(running)} in training ${running === 1 ? 'goes' : 'go'} on to the end.`}`,
  resume: (search) => `Search resumed. ${candidates(search.budget.candidates - finishedCount(search.counts))} of its budget to go.`,
  cancel: ({ counts: { completed } }) => `Search cancelled. ${completed === 0 ? 'No candidate had completed.' : `${candidates(completed)} that had completed stay${completed === 1 ? 's' : ''}.`}`,
};

function candidates(count: number): string {
  return count === 1 ? '1 candidate' : `${whole(count)} candidates`;
}

const CONFIRMATIONS: Record<Command, Confirmation> = {
  pause: {
    title: 'Pause this search?',
    text: 'Candidates in training go on to their end; no new ones are begun until it is resumed. Its clock stands still meanwhile.',
    keep: 'Keep it running', confirm: 'Pause the search', isDanger: false,
  },
  resume: {
    title: 'Resume this search?',
    text: 'Workers begin new candidates again, from where it stood.',
    keep: 'Leave it paused', confirm: 'Resume the search', isDanger: false,
  },
  cancel: {
    title: 'Cancel this search?',
    text: 'Running candidates are stopped and their training is lost. What has completed stays. A cancelled search cannot be resumed.',
    keep: 'Keep it running', confirm: 'Cancel the search', isDanger: true,
  },
};

export function SearchActions({ live }: { readonly live: LiveSearch }) {
  const { search } = live;
  const [asking, setAsking] = useState<Command | 'extend' | null>(null);
  const { busy, run } = useAction();
  const { status } = search;
  // Nobody runs a simulated one: there is nothing that could go on.
  const canGoOn = !search.simulated;

  async function act(action: () => Promise<SearchSummary>, done: (search: SearchSummary) => string): Promise<void> {
    const succeeded = await run(async () => {
      return done(await action());
    });
    if (succeeded) setAsking(null);
  }
  const command = (name: Command) => void act(() => stride.searches[name](search.id), DONE[name]);
  const extend = (count: number) =>
    void act(() => stride.searches.extend(search.id, { candidates: count }), (after) => `Budget extended by ${candidates(count)} to ${whole(after.budget.candidates)}.`);

  return (
    <div className="search-actions">
      {canGoOn && (status === 'running' || status === 'pending') && (
        <button type="button" className="button" disabled={busy} onClick={() => setAsking('pause')}>
          Pause
        </button>
      )}
      {canGoOn && status === 'paused' && (
        <button type="button" className="button" disabled={busy} onClick={() => setAsking('resume')}>
          Resume
        </button>
      )}
      {canGoOn && status !== 'cancelled' && (
        <button type="button" className="button" disabled={busy} onClick={() => setAsking('extend')}>
          Extend
        </button>
      )}
      {canGoOn && !hasEnded(status) && (
        <button type="button" className="button" disabled={busy} onClick={() => setAsking('cancel')}>
          Cancel
        </button>
      )}
      <ExportButton live={live} />
      {asking !== null && asking !== 'extend' && (
        <ConfirmDialog {...CONFIRMATIONS[asking]} busy={busy} onConfirm={() => command(asking)} onClose={() => setAsking(null)} />
      )}
      {asking === 'extend' && (
        <ExtendDialog search={search} busy={busy} onExtend={extend} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}
