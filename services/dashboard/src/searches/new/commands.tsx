import type { CreateSearch } from '@stride/client';
import { useState } from 'react';
import { useToast } from '../../ui/toasts.js';
import { toCommand, toCurl } from './search-request.js';

const FORMS = [
  ['curl', (request: CreateSearch) => toCurl(request, window.location.origin)],
  ['stride', toCommand],
] as const;

/** The same request for a shell. */
export function Commands({ request }: { readonly request: CreateSearch }) {
  const [chosen, setChosen] = useState<(typeof FORMS)[number][0]>('curl');
  const toast = useToast();
  const command = FORMS.find(([name]) => name === chosen)?.[1](request) ?? '';
  async function copy() {
    await navigator.clipboard.writeText(command);
    toast('The command has been copied.');
  }
  return (
    <section className="card new-search-command" aria-labelledby="command-title">
      <header>
        <h2 id="command-title">The same as a command</h2>
        <div className="segmented" role="group" aria-label="Form of the command">
          {FORMS.map(([name]) => (
            <button key={name} type="button" aria-pressed={name === chosen} onClick={() => setChosen(name)}>
              {name}
            </button>
          ))}
        </div>
        {/* Only where the browser lets a page write to the clipboard: on localhost and over HTTPS. */}
        {window.isSecureContext && (
          <button type="button" className="button button-small" onClick={() => void copy()}>
            Copy
          </button>
        )}
      </header>
      <pre tabIndex={0} aria-label={`The request as a ${chosen} command`}>
        <code data-testid="command">{command}</code>
      </pre>
    </section>
  );
}
