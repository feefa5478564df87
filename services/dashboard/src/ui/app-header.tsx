import { Link, useRoute } from 'wouter';
import { ConnectionState } from '../live/connection-state.js';
import type { Connection } from '../live/stream.js';
import './app-header.css';
import { ThemeToggle } from './theme-toggle.js';

/** `connection` is null where the page follows nothing. */
export function AppHeader({ connection }: { readonly connection: Connection | null }) {
  const [onSearches] = useRoute('/');
  const [onWorkers] = useRoute('/workers');
  const [onNew] = useRoute('/new');
  return (
    <header className="app-header">
      <Link href="/" className="app-name">
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
          <rect x="1" y="1" width="4.6" height="18" rx="1" />
          <rect x="7.7" y="4.5" width="4.6" height="11" rx="1" opacity=".8" />
          <rect x="14.4" y="7" width="4.6" height="6" rx="1" opacity=".6" />
        </svg>
        Stride
      </Link>
      <nav className="app-nav" aria-label="Main">
        <Link href="/" className="app-link" aria-current={onSearches ? 'page' : undefined}>
          Searches
        </Link>
        <Link href="/workers" className="app-link" aria-current={onWorkers ? 'page' : undefined}>
          Workers
        </Link>
        <Link href="/new" className="app-link" aria-current={onNew ? 'page' : undefined}>
          New search
        </Link>
      </nav>
      <div className="app-tools">
        {connection !== null && <ConnectionState connection={connection} />}
        <a className="app-link app-docs" href="/docs">
          API docs
        </a>
        <ThemeToggle />
      </div>
    </header>
  );
}
