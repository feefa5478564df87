/** What a field of a document may hold: a test and the words for a person who got it wrong. */
export interface Rule<T> {
  /** Completes "expected ...". */
  readonly expected: string;
  accepts(value: unknown): value is T;
}

export function integerBetween(minimum: number, maximum: number): Rule<number> {
  return {
    expected: `an integer from ${minimum} to ${maximum}`,
    accepts: (value): value is number => Number.isInteger(value) && isBetween(value as number, minimum, maximum),
  };
}

export function numberBetween(minimum: number, maximum: number): Rule<number> {
  return {
    expected: `a number from ${minimum} to ${maximum}`,
    accepts: (value): value is number => typeof value === 'number' && isBetween(value, minimum, maximum),
  };
}

export function oneOf<T extends string | number>(values: readonly T[]): Rule<T> {
  return {
    expected: values.length === 1 ? show(values[0]) : `one of ${values.map(show).join(', ')}`,
    accepts: (value): value is T => (values as readonly unknown[]).includes(value),
  };
}

export function textMatching(pattern: RegExp, expected: string): Rule<string> {
  return { expected, accepts: (value): value is string => typeof value === 'string' && pattern.test(value) };
}

function isBetween(value: number, minimum: number, maximum: number): boolean {
  return value >= minimum && value <= maximum;
}

const LONGEST_SHOWN = 60;

/** A value as it stands in a document, shortened; never throws. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' || value === null ? JSON.stringify(value) : String(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}...`;
}
