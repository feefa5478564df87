import type { SearchSpaceSummary } from '@stride/contracts';
import { STRATEGIES } from '@stride/core';
import { useState, type FormEvent } from 'react';
import { listSearchSpaces } from '../api/catalogue.js';
import { toError, type ApiError } from '../api/http.js';
import { createSearch } from '../api/searches.js';
import { useResource } from '../api/use-resource.js';
import { bigCount, compact } from '../format/numbers.js';
import { Dialog } from '../ui/dialog.js';
import { Problem } from '../ui/problem.js';
import './new-search.css';
import { EMPTY_FORM, toCurl, toRequest, type SearchForm } from './search-request.js';

interface NewSearchProps {
  onClose(): void;
  onCreated(id: string): void;
}

export function NewSearch({ onClose, onCreated }: NewSearchProps) {
  const spaces = useResource('search-spaces', listSearchSpaces);
  return (
    <Dialog title="New search" onClose={onClose}>
      {spaces.state === 'loading' && (
        <p className="muted" aria-busy="true">
          Loading search spaces…
        </p>
      )}
      {spaces.state === 'failed' && <Problem error={spaces.error} />}
      {spaces.state === 'ready' && <NewSearchForm spaces={spaces.value} onClose={onClose} onCreated={onCreated} />}
    </Dialog>
  );
}

function NewSearchForm({
  spaces,
  onClose,
  onCreated,
}: NewSearchProps & { readonly spaces: readonly SearchSpaceSummary[] }) {
  const [form, setForm] = useState<SearchForm>({ ...EMPTY_FORM, space: preferredSpace(spaces) });
  const [error, setError] = useState<ApiError | null>(null);
  const [sending, setSending] = useState(false);
  const request = toRequest(form);
  const space = spaces.find(({ name }) => name === form.space);
  const set = (field: keyof SearchForm) => (event: { readonly target: { readonly value: string } }) =>
    setForm((previous) => ({ ...previous, [field]: event.target.value }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSending(true);
    setError(null);
    try {
      onCreated((await createSearch(request)).id);
    } catch (cause) {
      setError(toError(cause));
      setSending(false);
    }
  }

  return (
    <form className="new-search" onSubmit={(event) => void submit(event)}>
      <div className="field">
        <label htmlFor="new-space">Search space</label>
        <select
          id="new-space"
          className="select"
          value={form.space}
          onChange={set('space')}
          autoFocus
          aria-describedby="new-space-hint"
        >
          {spaces.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        {space !== undefined && (
          <p className="field-hint" id="new-space-hint">
            {space.description} {bigCount(space.size)} architectures; the reference has{' '}
            {compact(space.reference.params)} parameters and {compact(space.reference.multiplyAdds)} multiply-adds.
          </p>
        )}
      </div>
      <div className="field">
        <label htmlFor="new-name">Name</label>
        <input
          id="new-name"
          className="input"
          value={form.name}
          onChange={set('name')}
          maxLength={200}
          placeholder="optional"
          autoComplete="off"
        />
      </div>
      <div className="new-search-row">
        <div className="field">
          <label htmlFor="new-candidates">Candidates</label>
          <input
            id="new-candidates"
            className="input"
            type="number"
            min={1}
            step={1}
            inputMode="numeric"
            value={form.candidates}
            onChange={set('candidates')}
            placeholder="default"
          />
        </div>
        <div className="field">
          <label htmlFor="new-strategy">Strategy</label>
          <select id="new-strategy" className="select" value={form.strategy} onChange={set('strategy')}>
            <option value="">default</option>
            {STRATEGIES.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="new-seed">Seed</label>
          <input
            id="new-seed"
            className="input"
            type="number"
            min={0}
            max={2_147_483_647}
            step={1}
            inputMode="numeric"
            value={form.seed}
            onChange={set('seed')}
            placeholder="default"
          />
        </div>
      </div>
      <details className="request-preview">
        <summary>The same as a command</summary>
        <pre>
          <code>{toCurl(request, window.location.origin)}</code>
        </pre>
      </details>
      {error !== null && <Problem error={error} />}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Not now
        </button>
        <button type="submit" className="button button-primary" disabled={sending || form.space === ''}>
          {sending ? 'Starting…' : 'Start search'}
        </button>
      </div>
    </form>
  );
}

/** The one that trains on a CPU in minutes, where it is shipped. */
function preferredSpace(spaces: readonly SearchSpaceSummary[]): string {
  return (spaces.find(({ name }) => name === 'fashion-mnist') ?? spaces[0])?.name ?? '';
}
