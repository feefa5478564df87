import type { ChoiceInfo, DatasetInfo, SearchSpaceSummary } from '@stride/contracts';
import { useMemo, useState, type FormEvent } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { stride, toError, type ApiError } from '../../api/client.js';
import { useResource } from '../../api/use-resource.js';
import { AppHeader } from '../../ui/app-header.js';
import { Problem } from '../../ui/problem.js';
import { useToast } from '../../ui/toasts.js';
import { useTitle } from '../../ui/use-title.js';
import { Commands } from './commands.js';
import { formState } from './form-state.js';
import { FormSections } from './form-sections.js';
import { remaining } from './issues.js';
import './new-search-page.css';
import { PlanPanel } from './plan-panel.js';
import { toRequest, type SearchForm } from './search-request.js';
import { usePlan } from './use-plan.js';

/** What a search can be made of. */
export interface Catalogue {
  readonly spaces: readonly SearchSpaceSummary[];
  readonly datasets: readonly DatasetInfo[];
  readonly strategies: readonly ChoiceInfo[];
  readonly schedulers: readonly ChoiceInfo[];
}

async function loadCatalogue(signal: AbortSignal): Promise<Catalogue> {
  const [spaces, datasets, strategies, schedulers] = await Promise.all([
    stride.searchSpaces.list({ signal }),
    stride.datasets.list({ signal }),
    stride.strategies.list({ signal }),
    stride.schedulers.list({ signal }),
  ]);
  return { spaces, datasets, strategies, schedulers };
}

/** The form of a new search. What is filled in stands in the address, so that a link can propose a search. */
export function NewSearchPage() {
  useTitle('New search · Stride');
  const catalogue = useResource('catalogue', loadCatalogue);
  return (
    <>
      <AppHeader connection={null} />
      <main className="page new-search-page" id="main">
        <h1>New search</h1>
        {catalogue.state === 'loading' && (
          <p className="muted" aria-busy="true">
            Loading search spaces…
          </p>
        )}
        {catalogue.state === 'failed' && <Problem error={catalogue.error} />}
        {catalogue.state === 'ready' && <NewSearchForm catalogue={catalogue.value} />}
      </main>
    </>
  );
}

function NewSearchForm({ catalogue }: { readonly catalogue: Catalogue }) {
  const [params, setParams] = useSearchParams();
  const form: SearchForm = useMemo(
    () => ({ ...Object.fromEntries(params), space: params.get('space') ?? preferredSpace(catalogue.spaces) }),
    [params, catalogue],
  );
  const request = toRequest(form);
  const { plan, error, pending } = usePlan(request.space === undefined ? null : request);
  const [, navigate] = useLocation();
  const toast = useToast();
  const [refused, setRefused] = useState<ApiError | null>(null);
  const [sending, setSending] = useState(false);

  const issues = error?.issues ?? [];
  const state = formState(form, issues, (name, text) => {
    setRefused(null);
    setParams(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (text === '') next.delete(name);
        else next.set(name, text);
        return next;
      },
      { replace: true },
    );
  });

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSending(true);
    try {
      const search = await stride.searches.submit(request);
      toast(`${search.name} has been submitted.`);
      navigate(`/searches/${search.id}`, { replace: true });
    } catch (cause) {
      setRefused(toError(cause));
      setSending(false);
    }
  }

  // What a field says already is not said twice.
  const problem = refused ?? (error !== null && (issues.length === 0 || remaining(issues, Object.keys(form)).length > 0) ? error : null);
  return (
    <form className="new-search-form" noValidate onSubmit={(event) => void submit(event)}>
      <div className="new-search-fields">
        <FormSections catalogue={catalogue} state={state} />
      </div>
      <aside className="new-search-outcome" aria-label="What will be searched">
        <div className="card new-search-plan" aria-busy={pending} data-testid="plan-card" data-state={planState(pending, error)}>
          <h2>What will be searched</h2>
          <p className="visually-hidden" role="status">
            {!pending && (error === null ? 'The request is complete.' : 'The request needs a change.')}
          </p>
          {problem !== null && <Problem error={problem} />}
          {plan !== null && error === null && <PlanPanel plan={plan} />}
          {plan === null && problem === null && <p className="muted">Asking the API…</p>}
          <button type="submit" className="button button-primary" disabled={sending || (error !== null && !pending)}>
            {sending ? 'Starting…' : 'Start search'}
          </button>
        </div>
        <Commands request={request} />
      </aside>
    </form>
  );
}

function planState(pending: boolean, error: ApiError | null): 'pending' | 'refused' | 'ready' {
  if (pending) return 'pending';
  return error === null ? 'ready' : 'refused';
}

/** The one that trains on a CPU in minutes, where it is shipped. */
function preferredSpace(spaces: readonly SearchSpaceSummary[]): string {
  return (spaces.find(({ name }) => name === 'fashion-mnist') ?? spaces[0])?.name ?? '';
}
