import { useId, useState } from 'react';
import { SLIDERS, type SliderKey } from './sliders.js';

interface SliderFieldProps {
  readonly of: SliderKey;
  readonly value: number;
  onValue(value: number): void;
}

/** A slider, the same as a number for those who want it exactly, and what it means. */
export function SliderField({ of, value, onValue }: SliderFieldProps) {
  const id = useId();
  const { label, limits, reach, step, explain } = SLIDERS[of];
  // A weight below 0 weighs the more the further it is from it: that way is to the right.
  const sign = limits[1] <= 0 ? -1 : 1;
  const ends = reach.map((end) => sign * end);
  return (
    <div className="slider" data-testid={`slider-${of}`}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        // A value beyond, by its number, takes the slider's end with it.
        min={Math.min(...ends, sign * value)}
        max={Math.max(...ends, sign * value)}
        step={step}
        value={sign * value}
        aria-valuetext={String(value)}
        aria-describedby={`${id}-means`}
        onChange={(event) => onValue(sign * Number(event.target.value) || 0)}
      />
      <ExactNumber label={`${label}, as a number`} value={value} limits={limits} step={step} onValue={onValue} />
      <p id={`${id}-means`} className="slider-means">
        {explain(value)}
      </p>
    </div>
  );
}

interface ExactNumberProps {
  readonly label: string;
  readonly value: number;
  readonly limits: readonly [number, number];
  readonly step: number;
  onValue(value: number): void;
}

/** Shows what is typed as it is typed: "-0." is on its way to a number. */
function ExactNumber({ label, value, limits: [least, most], step, onValue }: ExactNumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className="input slider-number"
      type="number"
      aria-label={label}
      min={least}
      max={most}
      step={step}
      value={typed ?? String(value)}
      onChange={(event) => {
        const { value: text } = event.target;
        setTyped(text);
        const number = Number(text);
        if (text.trim() !== '' && number >= least && number <= most) onValue(number);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
