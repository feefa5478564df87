import { useEffect, useState } from 'react';
import { clock } from '../format/time.js';
import './connection-state.css';
import type { Connection } from './stream.js';

type Shown = Connection | 'offline';

/** A stream that comes back at once was never away, for a reader. */
const BLINK_MS = 1000;
/** From here on it is no hiccup: since when is worth knowing, as what stands on the page is as old. */
const OFFLINE_MS = 10_000;

/** Whether the page is being told of changes right now. */
export function ConnectionState({ connection }: { readonly connection: Connection }) {
  const { shown, since } = useShown(connection);
  const title = shown === 'offline' ? 'What is shown may be out of date. The page goes on trying and catches up by itself.' : undefined;
  return (
    <span className="connection" data-testid="connection" data-state={shown} role="status" title={title}>
      <span className="connection-dot" aria-hidden="true" />
      {wordOf(shown, since)}
    </span>
  );
}

function wordOf(shown: Shown, since: number): string {
  switch (shown) {
    case 'live':
      return 'Live';
    case 'connecting':
      return 'Connecting';
    case 'reconnecting':
      return 'Reconnecting';
    case 'offline':
      return `Offline since ${clock(since)}`;
  }
}

function useShown(connection: Connection): { readonly shown: Shown; readonly since: number } {
  const [state, setState] = useState<{ shown: Shown; since: number }>(() => ({ shown: connection, since: Date.now() }));
  useEffect(() => {
    const since = Date.now();
    const show = (shown: Shown) => () => setState({ shown, since });
    if (connection !== 'reconnecting') {
      show(connection)();
      return;
    }
    const timers = [setTimeout(show('reconnecting'), BLINK_MS), setTimeout(show('offline'), OFFLINE_MS)];
    return () => timers.forEach(clearTimeout);
  }, [connection]);
  return state;
}
