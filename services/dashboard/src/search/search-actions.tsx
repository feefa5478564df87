import type { SearchDetail } from '@stride/contracts';
import { useId, useState, type FormEvent } from 'react';
import { toError } from '../api/http.js';
import { commandSearch, exportPath, extendSearch, type SearchCommand } from '../api/searches.js';
import { Dialog } from '../ui/dialog.js';
import { useToast } from '../ui/toasts.js';
import { hasEnded } from './progress.js';
import './search-actions.css';

const DONE: Record<SearchCommand, string> = {
  pause: 'Paused: running candidates finish, no new ones start.', resume: 'Resumed.', cancel: 'Cancelled.',
};

export function SearchActions({ search }: { readonly search: SearchDetail }) {
  const [asking, setAsking] = useState<'cancel' | 'extend' | null>(null);
  const [busy, setBusy] = useState(false);
  const toast = useToast();
  const { status } = search;

  async function act(action: () => Promise<unknown>, done: string): Promise<void> {
    setBusy(true);
    try {
      await action();
      toast(done);
      setAsking(null);
    } catch (cause) {
      toast(toError(cause).message);
    } finally {
      setBusy(false);
    }
  }
  const command = (name: SearchCommand) => void act(() => commandSearch(search.id, name), DONE[name]);
  const extend = (count: number) => void act(() => extendSearch(search.id, count), `Budget extended by ${count} candidates.`);

  return (
    <div className="search-actions">
      {(status === 'running' || status === 'pending') && <button type="button" className="button" disabled={busy} onClick={() => command('pause')}>Pause</button>}
      {status === 'paused' && <button type="button" className="button" disabled={busy} onClick={() => command('resume')}>Resume</button>}
      {status !== 'cancelled' && <button type="button" className="button" disabled={busy} onClick={() => setAsking('extend')}>Extend</button>}
      {!hasEnded(status) && <button type="button" className="button" disabled={busy} onClick={() => setAsking('cancel')}>Cancel</button>}
      <ExportButton search={search} />
      {asking === 'cancel' && (
        <Dialog title="Cancel this search?" onClose={() => setAsking(null)}>
          <p>Running candidates are stopped and their training is lost. What has completed stays. A cancelled search cannot be resumed.</p>
          <div className="dialog-actions">
            <button type="button" className="button" onClick={() => setAsking(null)} autoFocus>Keep it running</button>
            <button type="button" className="button button-danger" disabled={busy} onClick={() => command('cancel')}>Cancel the search</button>
          </div>
        </Dialog>
      )}
      {asking === 'extend' && <ExtendDialog search={search} busy={busy} onExtend={extend} onClose={() => setAsking(null)} />}
    </div>
  );
}

interface ExtendDialogProps {
  readonly search: SearchDetail;
  readonly busy: boolean;
  onExtend(candidates: number): void;
  onClose(): void;
}

function ExtendDialog({ search, busy, onExtend, onClose }: ExtendDialogProps) {
  const [text, setText] = useState('8');
  const count = Number(text);
  const valid = Number.isInteger(count) && count >= 1;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (valid) onExtend(count);
  };
  return (
    <Dialog title="Extend the budget" onClose={onClose}>
      <form className="extend-form" onSubmit={submit}>
        <div className="field">
          <label htmlFor="extend-count">More candidates</label>
          <input id="extend-count" className="input" type="number" min={1} step={1} inputMode="numeric" required value={text} onChange={(event) => setText(event.target.value)} autoFocus />
          <p className="field-hint">{valid ? `${search.budget.candidates} + ${count} = ${search.budget.candidates + count} in all.` : 'A whole number of at least 1.'}{hasEnded(search.status) && ' The search runs again.'}</p>
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>Not now</button>
          <button type="submit" className="button button-primary" disabled={busy || !valid}>Extend</button>
        </div>
      </form>
    </Dialog>
  );
}

function ExportButton({ search }: { readonly search: SearchDetail }) {
  const reasonId = useId();
  if (search.bestCandidateId !== null) {
    return <a className="button button-primary" data-testid="export-button" href={exportPath(search.id)} download={`${fileName(search.name)}-winner.json`}>Export winner</a>;
  }
  return (
    <span className="export-disabled">
      <button type="button" className="button" data-testid="export-button" disabled aria-describedby={reasonId}>Export winner</button>
      <span className="export-reason" id={reasonId}>once a candidate has completed</span>
    </span>
  );
}

function fileName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'stride';
}
