import type { ChoiceEffect, DecisionEffect, Effects } from '@stride/core';
import { useMemo } from 'react';
import { whole } from '../../format/numbers.js';
import { choiceName, placeOf } from './decision-words.js';
import { effectText, FIGURES, shownEffect, type FigureName } from './figures.js';

interface EffectGridProps {
  readonly effects: Effects;
  readonly figure: FigureName;
}

/** The effects of every choice, a row for each part of the network, all on one scale. */
export function EffectGrid({ effects, figure }: EffectGridProps) {
  const scale = useMemo(() => scaleOf(effects, figure), [effects, figure]);
  const parts = useMemo(() => groupByPart(effects.decisions), [effects]);
  const { unit, isGood } = FIGURES[figure];
  return (
    <section aria-labelledby="effects-title">
      <h3 id="effects-title">
        Effect of each choice, {unit} ({isGood ? 'to the right is better' : 'to the left is better'})
      </h3>
      <div className="effect-parts" data-testid="effects">
        {parts.map(({ part, decisions }) => (
          <section key={part} className="effect-part" aria-label={part}>
            <h4>{part}</h4>
            <div className="effect-decisions">
              {decisions.map((decision) => (
                <DecisionPlot key={decision.path} decision={decision} figure={figure} scale={scale} halfWidth={effects.halfWidth} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </section>
  );
}

interface DecisionPlotProps {
  readonly decision: DecisionEffect;
  readonly figure: FigureName;
  /** The largest effect that is drawn. */
  readonly scale: number;
  readonly halfWidth: number;
}

function DecisionPlot({ decision, figure, scale, halfWidth }: DecisionPlotProps) {
  const { kind } = placeOf(decision.path);
  const middle = middleOf(decision);
  return (
    <table className="effect-decision" data-path={decision.path}>
      <caption>
        {kind}
        <span className="muted"> {(decision.importance * 100).toFixed(1)} %</span>
      </caption>
      <tbody>
        {decision.choices.map((choice) => (
          <tr key={String(choice.choice)} data-choice={choice.choice} data-effect={choice.effect ?? ''}>
            <th scope="row">{choiceName(kind, choice.choice)}</th>
            <td className="effect-plot">
              <EffectBar choice={choice} figure={figure} scale={scale} halfWidth={halfWidth} middle={middle} />
            </td>
            <td className="effect-text">{choice.effect === null ? 'never tried' : effectText(figure, choice.effect)}</td>
            <td className="effect-n">{whole(choice.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const WIDTH = 120;
const HEIGHT = 14;

interface EffectBarProps extends Omit<DecisionPlotProps, 'decision'> {
  readonly choice: ChoiceEffect;
  /** Of the plain means of the decision's choices: what each is compared with, as effects are with the mean of effects. */
  readonly middle: number;
}

function EffectBar({ choice: { effect, error, mean: observed }, figure, scale, halfWidth, middle }: EffectBarProps) {
  const x = (value: number) => WIDTH / 2 + (Math.max(-scale, Math.min(scale, shownEffect(figure, value))) / scale) * (WIDTH / 2 - 4);
  const helps = effect !== null && (FIGURES[figure].isGood ? effect > 0 : effect < 0);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path d={`M${WIDTH / 2} 0v${HEIGHT}`} className="effect-zero" />
      {effect !== null && error !== null && (
        <>
          <path d={`M${x(effect - halfWidth * error)} ${HEIGHT / 2}H${x(effect + halfWidth * error)}`} className="effect-interval" />
          {observed !== null && <path d={`M${x(observed - middle)} 3v${HEIGHT - 6}`} className="effect-mean" />}
          {helps ? <circle cx={x(effect)} cy={HEIGHT / 2} r="4" className="effect-good" /> : <rect x={x(effect) - 3.5} y={HEIGHT / 2 - 3.5} width="7" height="7" className="effect-bad" />}
        </>
      )}
    </svg>
  );
}

function groupByPart(decisions: readonly DecisionEffect[]) {
  const parts = new Map<string, DecisionEffect[]>();
  for (const decision of decisions) {
    const { part } = placeOf(decision.path);
    parts.set(part, [...(parts.get(part) ?? []), decision]);
  }
  return [...parts].map(([part, members]) => ({ part, decisions: members }));
}

/** Wide enough for every effect and every plain mean; intervals of what was hardly tried may be cut off. */
function scaleOf({ decisions }: Effects, figure: FigureName): number {
  const sizes = decisions.flatMap((decision) => {
    const middle = middleOf(decision);
    return decision.choices.flatMap(({ effect, mean }) => (effect === null || mean === null ? [] : [effect, mean - middle]));
  });
  return Math.max(1e-9, ...sizes.map((size) => Math.abs(shownEffect(figure, size)))) * 1.15;
}

function middleOf({ choices }: DecisionEffect): number {
  const means = choices.flatMap(({ mean }) => mean ?? []);
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}
