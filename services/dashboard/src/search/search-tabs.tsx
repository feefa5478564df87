import { Link } from 'wouter';
import './search-tabs.css';
import { TAB_NAMES, tabPath, TABS, type Tab } from './tabs.js';

interface SearchTabsProps {
  readonly searchId: string;
  readonly tab: Tab;
  /** What every view keeps in the address. */
  readonly suffix: string;
}

export function SearchTabs({ searchId, tab, suffix }: SearchTabsProps) {
  return (
    <nav className="search-tabs" aria-label="Views of this search">
      {TABS.map((name) => (
        <Link key={name} href={`${tabPath(searchId, name)}${suffix}`} aria-current={name === tab ? 'page' : undefined} data-testid={`tab-${name}`}>
          {TAB_NAMES[name]}
        </Link>
      ))}
      {tab === 'compare' && (
        <Link href={`${tabPath(searchId, tab)}${suffix}`} aria-current="page">
          {TAB_NAMES.compare}
        </Link>
      )}
    </nav>
  );
}
