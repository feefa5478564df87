import { integerBetween, numberBetween, show } from '../documents/rules.js';
import { StrideError, type ErrorCode } from '../errors.js';

/** A number that tunes a strategy or a scheduler. */
export interface OptionSpec {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly integer: boolean;
  /** What it does, in one line, with its unit. */
  readonly description: string;
}

export type OptionSpecs<N extends string = string> = Readonly<Record<N, OptionSpec>>;

/** Whose options they are, for errors. */
export interface OptionOwner {
  readonly kind: 'Strategy' | 'Scheduler';
  readonly name: string;
}

const CODES: Readonly<Record<OptionOwner['kind'], ErrorCode>> = { Strategy: 'STRATEGY_OPTION_INVALID', Scheduler: 'SCHEDULER_OPTION_INVALID' };

export function defaultsOf<N extends string>(specs: OptionSpecs<N>): Record<N, number> {
  return Object.fromEntries(Object.entries<OptionSpec>(specs).map(([name, spec]) => [name, spec.default])) as Record<N, number>;
}

/**
 * The defaults with what a request overrides.
 * @throws StrideError STRATEGY_OPTION_INVALID | SCHEDULER_OPTION_INVALID naming the option that is unknown or out of range
 */
export function readOptions<N extends string>(
  owner: OptionOwner, specs: OptionSpecs<N>, given: Readonly<Record<string, number>> = {},
): Record<N, number> {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(specs, name)) {
      const known = Object.keys(specs);
      const options = known.length === 0 ? 'it has none' : `its options are ${known.join(', ')}`;
      throw optionError(owner, name, `unknown option ${show(name)}; ${options}`);
    }
    const { minimum, maximum, integer } = specs[name as N];
    const rule = (integer ? integerBetween : numberBetween)(minimum, maximum);
    if (!rule.accepts(value)) throw optionError(owner, name, `found ${show(value)} for ${name}; expected ${rule.expected}`);
  }
  return { ...defaultsOf(specs), ...given };
}

function optionError({ kind, name }: OptionOwner, option: string, message: string): StrideError {
  return new StrideError(CODES[kind], `${kind} ${name}: ${message}`, { issues: [{ path: `/${option}`, message }] });
}
