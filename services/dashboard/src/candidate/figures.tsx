import type { CandidateDetail, CandidateSummary } from '@stride/contracts';
import { bytes, change, compact, milliseconds, NOTHING, percent, reward, signed, whole } from '../format/numbers.js';
import { duration } from '../format/time.js';
import './figures.css';

interface FiguresProps {
  readonly candidate: CandidateDetail;
  readonly reference: CandidateSummary | null;
}

export function Figures({ candidate, reference }: FiguresProps) {
  const { accuracy, device, prunedAtStep } = candidate;
  // What was stopped early does not compare with a whole training.
  const stopped = prunedAtStep === null ? null : `at step ${prunedAtStep}`;
  const gain =
    accuracy !== null && reference?.accuracy != null ? `${signed((accuracy - reference.accuracy) * 100)} points` : null;
  const against = (value: number, base: number | undefined) => (base === undefined ? null : change(value / base));
  return (
    <dl className="panel-figures">
      <Row
        name="Reward"
        value={reward(candidate.reward)}
        note={
          stopped ??
          (reference?.reward != null && candidate.reward !== null ? against(candidate.reward, reference.reward) : null)
        }
        strong
      />
      <Row name="Validation accuracy" value={percent(accuracy)} note={stopped ?? gain} />
      <Row name="Parameters" value={whole(candidate.params)} note={against(candidate.params, reference?.params)} />
      <Row
        name="Multiply-adds"
        value={compact(candidate.multiplyAdds)}
        title={whole(candidate.multiplyAdds)}
        note={against(candidate.multiplyAdds, reference?.multiplyAdds)}
      />
      <Row
        name="Trained for"
        value={duration(candidate.trainSeconds)}
        note={candidate.timeSeconds === null ? null : `timed for ${duration(candidate.timeSeconds)}`}
      />
      {candidate.calibrationMs !== null && (
        <Row
          name="Calibration step"
          value={`${milliseconds(candidate.calibrationMs)} ms`}
          note={null}
          title="Step time of the calibration network beside the timing: it is always the same, and tells of the device alone."
        />
      )}
      {candidate.peakMemoryBytes !== null && (
        <Row name="Peak memory" value={bytes(candidate.peakMemoryBytes)} note={null} />
      )}
      <Row
        name="Device"
        value={device === null ? NOTHING : device.name}
        note={
          device === null ? null : `${device.backend}, ${device.threads} ${device.threads === 1 ? 'thread' : 'threads'}`
        }
      />
    </dl>
  );
}

interface RowProps {
  readonly name: string;
  readonly value: string;
  /** Beside it: the change against the reference, or a detail. */
  readonly note: string | null;
  readonly title?: string;
  readonly strong?: boolean;
}

function Row({ name, value, note, title, strong = false }: RowProps) {
  return (
    <div className="panel-row">
      <dt>{name}</dt>
      <dd className={strong ? 'strong' : undefined} title={title}>
        {value}
      </dd>
      <dd className="muted">{note}</dd>
    </div>
  );
}
