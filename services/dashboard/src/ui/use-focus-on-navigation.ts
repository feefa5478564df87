import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/** A heading that takes longer than this to come is not waited for: the reader will have gone on. */
const PATIENCE_MS = 5000;

/**
 * After going to another page, keyboard and screen reader go on at its heading, as after loading a document. Views and candidates of one
 * search are one page: there the focus stays on the link that was followed, or goes where that view puts it.
 */
export function useFocusOnNavigation(): void {
  const [path] = useLocation();
  const page = pageOf(path);
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    window.scrollTo(0, 0);
    return whenThere('main h1', (heading) => {
      // A form that put the cursor into its first field, or a reader who was faster, knows better.
      if (document.activeElement !== document.body && document.activeElement?.closest('main') != null) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    });
  }, [page]);
}

/** What of an address makes it another page. */
export function pageOf(path: string): string {
  return /^\/searches\/[^/]+/.exec(path)?.[0] ?? path;
}

/** Calls once with the element, now or when it comes. */
function whenThere(selector: string, found: (element: HTMLElement) => void): () => void {
  const look = () => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element === null) return;
    stop();
    found(element);
  };
  const observer = new MutationObserver(look);
  const timer = setTimeout(stop, PATIENCE_MS);
  function stop(): void {
    observer.disconnect();
    clearTimeout(timer);
  }
  observer.observe(document.body, { childList: true, subtree: true });
  look();
  return stop;
}
