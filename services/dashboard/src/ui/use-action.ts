import { useState } from 'react';
import { toError, type ApiError } from '../api/client.js';
import { useToast } from './toasts.js';

export interface Action {
  readonly busy: boolean;
  /** Why it could not be done the last time, where that is not said in passing. */
  readonly error: ApiError | null;
  /** Does it and says in passing that it is done. True when it is. */
  run(work: () => Promise<string | null>): Promise<boolean>;
}

/**
 * Something that a person asked for; `work` answers with what to say once it is done. What went wrong is said in passing,
 * too, unless `keepError`: a dialog that stays open shows it itself.
 */
export function useAction({ keepError = false } = {}): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const toast = useToast();
  async function run(work: () => Promise<string | null>): Promise<boolean> {
    setBusy(true);
    setError(null);
    try {
      const done = await work();
      if (done !== null) toast(done);
      return true;
    } catch (cause) {
      if (keepError) setError(toError(cause));
      else toast(toError(cause).message);
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, run };
}
