import type { CreateSearch, SearchPlan } from '@stride/client';
import { useEffect, useState } from 'react';
import { stride, toError, type ApiError } from '../../api/client.js';

/** Pause in typing after which the API is asked. */
const PAUSE_MS = 250;

export interface Planning {
  /** The latest plan there was; what is typed now may be refused. */
  readonly plan: SearchPlan | null;
  /** Why the request as it stands is refused, or why nobody could say. */
  readonly error: ApiError | null;
  /** Whether an answer to the request as it stands is still to come. */
  readonly pending: boolean;
}

/** What the API makes of a request while it is being written; it stores nothing. Null: there is nothing to ask about yet. */
export function usePlan(request: CreateSearch | null): Planning {
  const [answer, setAnswer] = useState<Omit<Planning, 'pending'> & { readonly to: string | null }>({ plan: null, error: null, to: null });
  const asked = request === null ? null : JSON.stringify(request);
  useEffect(() => {
    if (asked === null) return;
    const aborter = new AbortController();
    const { signal } = aborter;
    const timer = setTimeout(() => {
      stride.searches.plan(JSON.parse(asked) as CreateSearch, { signal }).then(
        (plan) => setAnswer({ plan, error: null, to: asked }),
        (cause: unknown) => {
          if (!signal.aborted) setAnswer(({ plan }) => ({ plan, error: toError(cause), to: asked }));
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [asked]);
  return { plan: answer.plan, error: answer.error, pending: asked !== answer.to };
}
