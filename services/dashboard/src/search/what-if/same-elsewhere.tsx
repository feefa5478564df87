import { useState } from 'react';
import { equivalents, type Weighed } from './sliders.js';

/** The same question without the page, to copy. */
export function SameElsewhere({ searchId, objective }: { readonly searchId: string; readonly objective: Weighed }) {
  const { cli, curl } = equivalents(searchId, objective, window.location.origin);
  return (
    <details className="what-if-same">
      <summary>The same on a command line</summary>
      <Command name="Stride's" text={cli} />
      <Command name="curl" text={curl} />
    </details>
  );
}

function Command({ name, text }: { readonly name: string; readonly text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="what-if-command">
      <code tabIndex={0} role="group" aria-label={`Command of ${name}`}>{text}</code>
      <button
        type="button"
        className="button button-small"
        onClick={() => {
          navigator.clipboard?.writeText(text).then(() => setCopied(true), () => setCopied(false));
        }}
      >
        {copied ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
