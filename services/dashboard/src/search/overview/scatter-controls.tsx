import { useId } from 'react';
import { AXIS_FACTS, SCATTER_AXES, type ScatterAxis } from '../../charts/scatter-axes.js';
import type { ScatterView } from '../../charts/scatter-data.js';
import { withAxis, type ScatterQuery } from './scatter-query.js';

interface ScatterControlsProps {
  readonly query: ScatterQuery;
  readonly view: ScatterView;
  /** Device classes with candidates, the one with most first. */
  readonly classes: readonly string[];
  readonly deviceClasses: readonly string[];
  readonly hasPruned: boolean;
  onQuery(query: ScatterQuery): void;
}

/** What stands on which axis, and what is shown at all. */
export function ScatterControls({ query, view, classes, deviceClasses, hasPruned, onQuery }: ScatterControlsProps) {
  const shown = view.deviceClass === null ? '' : (deviceClasses[view.deviceClass] ?? '');
  return (
    <div className="scatter-controls">
      <AxisChoice
        label="Vertical"
        axis={view.y}
        log={view.logY}
        onAxis={(axis) => onQuery(withAxis(query, 'y', axis))}
        onLog={(logY) => onQuery({ ...query, logY })}
      />
      <AxisChoice
        label="Horizontal"
        axis={view.x}
        log={view.logX}
        onAxis={(axis) => onQuery(withAxis(query, 'x', axis))}
        onLog={(logX) => onQuery({ ...query, logX })}
      />
      {classes.length > 1 && (
        <select
          className="select select-small scatter-device"
          data-testid="scatter-device"
          aria-label="Device class"
          value={shown}
          onChange={(event) => onQuery({ ...query, deviceClass: event.target.value || null, brush: null })}
        >
          {view.x !== 'stepTimeMs' && view.y !== 'stepTimeMs' && <option value="">all devices</option>}
          {classes.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
      {hasPruned && (
        <label className="scatter-check">
          <input type="checkbox" checked={query.pruned} onChange={(event) => onQuery({ ...query, pruned: event.target.checked })} />
          pruned
        </label>
      )}
    </div>
  );
}

interface AxisChoiceProps {
  readonly label: string;
  readonly axis: ScatterAxis;
  readonly log: boolean;
  onAxis(axis: ScatterAxis): void;
  onLog(log: boolean): void;
}

function AxisChoice({ label, axis, log, onAxis, onLog }: AxisChoiceProps) {
  const id = useId();
  return (
    <div className="scatter-axis">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="select select-small" value={axis} onChange={(event) => onAxis(event.target.value as ScatterAxis)}>
        {SCATTER_AXES.map((name) => (
          <option key={name} value={name}>
            {AXIS_FACTS[name].label}
          </option>
        ))}
      </select>
      {AXIS_FACTS[axis].log && (
        <label className="scatter-check" title="Logarithmic scale">
          <input type="checkbox" aria-label={`${label} axis: logarithmic scale`} checked={log} onChange={(event) => onLog(event.target.checked)} />
          log
        </label>
      )}
    </div>
  );
}
