import { useState } from 'react';
import { commandSearch, extendSearch, type SearchCommand } from '../api/searches.js';
import type { LiveSearch } from '../live/reduce-search.js';
import { Dialog } from '../ui/dialog.js';
import { useAction } from '../ui/use-action.js';
import { ExportButton } from './export-button.js';
import { ExtendDialog } from './extend-dialog.js';
import { hasEnded } from './progress.js';
import './search-actions.css';

const DONE: Record<SearchCommand, string> = {
  pause: 'Paused: running candidates finish, no new ones start.',
  resume: 'Resumed.',
  cancel: 'Cancelled.',
};

export function SearchActions({ live }: { readonly live: LiveSearch }) {
  const { search } = live;
  const [asking, setAsking] = useState<'cancel' | 'extend' | null>(null);
  const { busy, run } = useAction();
  const { status } = search;

  async function act(action: () => Promise<unknown>, done: string): Promise<void> {
    const succeeded = await run(async () => {
      await action();
      return done;
    });
    if (succeeded) setAsking(null);
  }
  const command = (name: SearchCommand) => void act(() => commandSearch(search.id, name), DONE[name]);
  const extend = (count: number) =>
    void act(() => extendSearch(search.id, count), `Budget extended by ${count} candidates.`);

  return (
    <div className="search-actions">
      {(status === 'running' || status === 'pending') && (
        <button type="button" className="button" disabled={busy} onClick={() => command('pause')}>
          Pause
        </button>
      )}
      {status === 'paused' && (
        <button type="button" className="button" disabled={busy} onClick={() => command('resume')}>
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
      {asking === 'cancel' && (
        <Dialog title="Cancel this search?" onClose={() => setAsking(null)}>
          <p>
            Running candidates are stopped and their training is lost. What has completed stays. A cancelled search
            cannot be resumed.
          </p>
          <div className="dialog-actions">
            <button type="button" className="button" onClick={() => setAsking(null)}>
              Keep it running
            </button>
            <button type="button" className="button button-danger" disabled={busy} onClick={() => command('cancel')}>
              Cancel the search
            </button>
          </div>
        </Dialog>
      )}
      {asking === 'extend' && (
        <ExtendDialog search={search} busy={busy} onExtend={extend} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}
