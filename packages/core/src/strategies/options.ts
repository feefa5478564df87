import { show, type Rule } from '../documents/rules.js';
import { StrideError } from '../errors.js';

/**
 * The defaults with what a request overrides.
 * @throws StrideError STRATEGY_OPTION_INVALID naming the option that is unknown or out of range
 */
export function readOptions<N extends string>(
  strategy: string, defaults: Readonly<Record<N, number>>, rules: Readonly<Record<N, Rule<number>>>,
  given: Readonly<Record<string, number>> = {},
): Record<N, number> {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(rules, name)) {
      const known = Object.keys(rules);
      const options = known.length === 0 ? 'it has none' : `its options are ${known.join(', ')}`;
      throw optionError(strategy, name, `unknown option ${show(name)}; ${options}`);
    }
    const rule = rules[name as N];
    if (!rule.accepts(value)) throw optionError(strategy, name, `found ${show(value)} for ${name}; expected ${rule.expected}`);
  }
  return { ...defaults, ...given };
}

function optionError(strategy: string, option: string, message: string): StrideError {
  return new StrideError('STRATEGY_OPTION_INVALID', `Strategy ${strategy}: ${message}`, {
    issues: [{ path: `/${option}`, message }],
  });
}
