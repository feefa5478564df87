import { useState } from 'react';
import { stride } from '../api/client.js';
import type { LiveSearch } from '../live/live-search.js';
import { ConfirmDialog, type Confirmation } from '../ui/confirm-dialog.js';
import { useAction } from '../ui/use-action.js';
import { ExportButton } from './export-button.js';
import { ExtendDialog } from './extend-dialog.js';
import { hasEnded } from './progress.js';
import './search-actions.css';

type Command = 'pause' | 'resume' | 'cancel';

const DONE: Record<Command, string> = {
  pause: 'Paused: running candidates finish, no new ones start.',
  resume: 'Resumed.',
  cancel: 'Cancelled.',
};

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

  async function act(action: () => Promise<unknown>, done: string): Promise<void> {
    const succeeded = await run(async () => {
      await action();
      return done;
    });
    if (succeeded) setAsking(null);
  }
  const command = (name: Command) => void act(() => stride.searches[name](search.id), DONE[name]);
  const extend = (count: number) =>
    void act(() => stride.searches.extend(search.id, { candidates: count }), `Budget extended by ${count} candidates.`);

  return (
    <div className="search-actions">
      {(status === 'running' || status === 'pending') && (
        <button type="button" className="button" disabled={busy} onClick={() => setAsking('pause')}>
          Pause
        </button>
      )}
      {status === 'paused' && (
        <button type="button" className="button" disabled={busy} onClick={() => setAsking('resume')}>
          Resume
        </button>
      )}
      {status !== 'cancelled' && (
        <button type="button" className="button" disabled={busy} onClick={() => setAsking('extend')}>
          Extend
        </button>
      )}
      {!hasEnded(status) && (
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
