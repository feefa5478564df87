import type { CandidateDetail } from '@stride/contracts';
import { useEffect, useRef } from 'react';
import { stride } from '../api/client.js';
import { LearningCurve } from '../charts/learning-curve.js';
import { ExportMenu } from '../export/export-menu.js';
import { isFinished, type LiveSearch } from '../live/live-search.js';
import { Reused } from '../search/warm-start.js';
import { FullTraining } from '../training/full-training.js';
import { hasWeights } from '../training/training-order.js';
import { CrossIcon } from '../ui/dialog.js';
import { Problem } from '../ui/problem.js';
import { StatusBadge } from '../ui/status-badge.js';
import { Attempts } from './attempts.js';
import './candidate-panel.css';
import { Figures } from './figures.js';
import { StageDiagram } from './stage-diagram.js';
import { StageTable } from './stage-table.js';
import { StepTimeDistribution } from './step-time-distribution.js';
import { StepTimeRange } from './step-time-range.js';
import { useCandidate } from './use-candidate.js';

interface CandidatePanelProps {
  readonly id: string;
  readonly live: LiveSearch;
  /** Whether it was opened on the page, by a click or a key, rather than by its address. */
  readonly opened: boolean;
  onClose(): void;
}

export function CandidatePanel({ id, live, opened, onClose }: CandidatePanelProps) {
  const candidate = useCandidate(id, live);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!opened) return;
    // Keyboard and screen reader go on where the click led, and back when the panel is closed; the page does not jump.
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [opened]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.querySelector('dialog[open], :popover-open') === null) onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose]);

  return (
    <aside className="card panel" aria-labelledby="panel-title" data-testid="candidate-panel">
      <header className="panel-head">
        <h2 id="panel-title" ref={heading} tabIndex={-1}>
          {candidate.state === 'ready' ? title(candidate.value) : 'Candidate'}
        </h2>
        {candidate.state === 'ready' && (
          <StatusBadge status={candidate.value.status} text={statusText(candidate.value)} />
        )}
        <span className="panel-tools">
          {candidate.state === 'ready' && (
            <ExportMenu
              download={(format) => stride.candidates.export(id, { format })}
              label="Export"
              title={`Export ${title(candidate.value).toLowerCase()}`}
              hasWeights={hasWeights(id, live.trainings.byId.values())}
              className="button button-small"
              testId="export-candidate"
            />
          )}
          <button type="button" className="icon-button" onClick={onClose} aria-label="Close candidate">
            <CrossIcon />
          </button>
        </span>
      </header>
      {candidate.state === 'loading' && (
        <p className="muted panel-section" aria-busy="true">
          Loading the candidate…
        </p>
      )}
      {candidate.state === 'failed' && (
        <div className="panel-section">
          <Problem error={candidate.error} />
        </div>
      )}
      {candidate.state === 'ready' && <PanelBody candidate={candidate.value} live={live} />}
    </aside>
  );
}

function PanelBody({ candidate, live }: { readonly candidate: CandidateDetail; readonly live: LiveSearch }) {
  const { reference } = live.search;
  const comparable = reference !== null && reference.id !== candidate.id ? reference : null;
  return (
    <>
      {candidate.status === 'failed' && (
        <p className="panel-section panel-failure" role="note">
          <strong>{candidate.failureReason ?? 'ERROR'}</strong> {candidate.failureMessage}
        </p>
      )}
      <section className="panel-section" aria-label="Figures">
        <Figures candidate={candidate} reference={comparable} />
      </section>
      <FullTraining candidate={candidate} live={live} />
      <section className="panel-section">
        <h3>Stages</h3>
        <StageDiagram architecture={candidate.architecture} />
        <StageTable architecture={candidate.architecture} />
      </section>
      {candidate.stepTimeMs !== null && (
        <section className="panel-section">
          <h3>Training step time, ms</h3>
          <StepTimeRange
            stepTime={candidate.stepTimeMs}
            flags={candidate.timingFlags}
            reference={comparable?.deviceClass === candidate.deviceClass ? (comparable?.stepTimeMs ?? null) : null}
          />
          {candidate.stepTimeQuantilesMs !== null && <StepTimeDistribution quantiles={candidate.stepTimeQuantilesMs} />}
        </section>
      )}
      <section className="panel-section panel-curve">
        <h3>Learning curve of the proxy task</h3>
        <LearningCurve
          curve={candidate.curve}
          epochs={live.search.proxyTask.epochs}
          empty={
            isFinished(candidate) ? 'It ended before its first evaluation.' : 'The first evaluation is still to come.'
          }
        />
      </section>
      <section className="panel-section">
        <h3>Attempts</h3>
        {candidate.reusedFrom === null ? (
          <Attempts attempts={candidate.attemptHistory} />
        ) : (
          <Reused warmStart={live.search.warmStart} />
        )}
      </section>
      <section className="panel-section">
        <h3>Architecture</h3>
        <code className="panel-text">{candidate.architectureText}</code>
      </section>
    </>
  );
}

function title({ role, number }: CandidateDetail): string {
  return role === 'reference' ? 'Reference architecture' : `Candidate ${number}`;
}

function statusText({ status, progress, prunedAtStep }: CandidateDetail): string | undefined {
  if (prunedAtStep !== null) return `pruned after step ${prunedAtStep}`;
  if (status !== 'running' || progress === null) return undefined;
  return progress.stepsTotal > 0
    ? `${progress.phase}, step ${progress.stepsDone} of ${progress.stepsTotal}`
    : progress.phase;
}
