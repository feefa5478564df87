import './first-search.css';
import { toCurl } from './new/search-request.js';

/** What to do when there is nothing yet. */
export function FirstSearch() {
  const curl = toCurl({ space: 'fashion-mnist' }, window.location.origin);
  return (
    <section className="card first-search" aria-labelledby="first-search-title">
      <h2 id="first-search-title">No searches yet</h2>
      <p className="muted">
        A search samples networks from a space, trains and times each one for real, and ranks them by accuracy,
        training-step time and parameters. Start one with the button above, with one command:
      </p>
      <pre>
        <code>npm run demo</code>
      </pre>
      <p className="muted">or over REST. The space is the only field without a default:</p>
      <pre>
        <code>{curl}</code>
      </pre>
    </section>
  );
}
