import type { SearchDetail } from '@stride/contracts';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../ui/dialog.js';
import { hasEnded } from './progress.js';
import './search-actions.css';

interface ExtendDialogProps {
  readonly search: SearchDetail;
  readonly busy: boolean;
  onExtend(candidates: number): void;
  onClose(): void;
}

export function ExtendDialog({ search, busy, onExtend, onClose }: ExtendDialogProps) {
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
          <input
            id="extend-count"
            className="input"
            type="number"
            min={1}
            step={1}
            inputMode="numeric"
            required
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <p className="field-hint">
            {valid
              ? `${search.budget.candidates} + ${count} = ${search.budget.candidates + count} in all.`
              : 'A whole number of at least 1.'}
            {hasEnded(search.status) && ' The search runs again.'}
          </p>
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button button-primary" disabled={busy || !valid}>
            Extend
          </button>
        </div>
      </form>
    </Dialog>
  );
}
