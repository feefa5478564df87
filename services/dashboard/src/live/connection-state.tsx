import './connection-state.css';
import type { Connection } from './stream.js';

const LABELS: Record<Connection, string> = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting' };

/** Whether the page is being told of changes right now. */
export function ConnectionState({ connection }: { readonly connection: Connection }) {
  return (
    <span className="connection" data-testid="connection" data-state={connection} role="status">
      <span className="connection-dot" aria-hidden="true" />
      {LABELS[connection]}
    </span>
  );
}
