/** The views of a search; each has an address of its own. */
export const TABS = ['overview', 'decisions', 'curves', 'timeline', 'log'] as const;
/** Without a tab of its own: one comes to it by choosing candidates. */
const OTHERS = ['compare'] as const;

export type Tab = (typeof TABS)[number] | (typeof OTHERS)[number];

export const TAB_NAMES: Readonly<Record<Tab, string>> = {
  overview: 'Overview', decisions: 'Decisions', curves: 'Learning curves', timeline: 'Timeline', log: 'Log', compare: 'Compare',
};

export function isTab(name: string): name is Tab {
  return ([...TABS, ...OTHERS] as readonly string[]).includes(name);
}

export function tabPath(searchId: string, tab: Tab): string {
  return tab === 'overview' ? `/searches/${searchId}` : `/searches/${searchId}/${tab}`;
}
