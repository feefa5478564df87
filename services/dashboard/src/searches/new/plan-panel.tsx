import type { SearchPlan } from '@stride/contracts';
import { bigCount, bytes, compact } from '../../format/numbers.js';
import { duration } from '../../format/time.js';

/** What the request would search, and what counts where it says nothing. */
export function PlanPanel({ plan }: { readonly plan: SearchPlan }) {
  const { reference, budget, proxyTask } = plan;
  return (
    <dl className="plan" data-testid="plan">
      <Row term="Search space">
        <strong data-testid="plan-size">{bigCount(plan.spaceSize)}</strong> architectures, {plan.decisions} decisions
      </Row>
      <Row term="Reference">
        {compact(reference.params)} parameters, {compact(reference.multiplyAdds)} multiply-adds, about{' '}
        {bytes(reference.memoryBytes)} in training
      </Row>
      <Row term="Training of each">
        {plan.dataset}: {images(proxyTask.trainSamples)}, {proxyTask.epochs} {proxyTask.epochs === 1 ? 'epoch' : 'epochs'}, batch {proxyTask.batchSize}
      </Row>
      <Row term="Budget">
        {compact(budget.candidates)} candidates, {plan.concurrency} at once
        {budget.wallSeconds !== null && <>, {duration(budget.wallSeconds)} at most</>}
        {budget.failures !== null && <>, ends after {budget.failures} failures</>}
      </Row>
      <Row term="Strategy">{named(plan.strategy)}</Row>
      <Row term="Scheduler">{named(plan.scheduler)}</Row>
      <Row term="Objective">{objectiveText(plan.objective)}</Row>
      <Row term="Seed">{plan.seed ?? 'drawn when it starts'}</Row>
    </dl>
  );
}

function Row({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function images(samples: number | null): string {
  return samples === null ? 'all training images' : `${compact(samples)} images`;
}

function named({ name, options }: SearchPlan['strategy']): string {
  const shown = Object.entries(options).map(([option, value]) => `${option} ${value}`);
  return shown.length === 0 ? name : `${name} (${shown.join(', ')})`;
}

function objectiveText({ kind, caps, ...weights }: SearchPlan['objective']): string {
  const shown = Object.entries({ ...weights, ...caps }).map(([name, value]) => `${name} ${String(value)}`);
  return shown.length === 0 ? kind : `${kind} (${shown.join(', ')})`;
}
