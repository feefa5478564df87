import type { Effects } from '@stride/core';
import { nameOf } from './decision-words.js';

const MOST = 12;

/** How much of the variance each decision explains, the most important first. */
export function Importance({ effects }: { readonly effects: Effects }) {
  const ordered = effects.decisions.toSorted((a, b) => b.importance - a.importance);
  const shown = ordered.slice(0, MOST);
  const rest = ordered.slice(MOST).reduce((sum, { importance }) => sum + importance, 0);
  const most = Math.max(effects.unexplained, ...shown.map(({ importance }) => importance), 1e-9);
  return (
    <section aria-labelledby="importance-title">
      <h3 id="importance-title">Importance, % of the variance</h3>
      <ol className="importance" data-testid="importance">
        {shown.map(({ path, importance }) => (
          <Bar key={path} name={nameOf(path)} share={importance} most={most} />
        ))}
        {rest > 0 && <Bar name={`${ordered.length - MOST} others`} share={rest} most={most} />}
        <Bar name="together, and noise" share={effects.unexplained} most={most} isRest />
      </ol>
    </section>
  );
}

function Bar({ name, share, most, isRest = false }: { readonly name: string; readonly share: number; readonly most: number; readonly isRest?: boolean }) {
  return (
    <li data-rest={isRest} data-share={share.toFixed(4)}>
      <span className="importance-name">{name}</span>
      <span className="importance-bar" aria-hidden="true">
        <span style={{ width: `${(share / most) * 100}%` }} />
      </span>
      <span className="importance-share">{(share * 100).toFixed(1)} %</span>
    </li>
  );
}
