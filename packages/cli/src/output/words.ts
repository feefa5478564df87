/** Figures as people read them, with their units. */
export const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
export const count = (value: number): string => value.toLocaleString('en-US');
export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

/** What is missing. */
export const NONE = '-';

export function orNone<T>(value: T | null | undefined, words: (value: T) => string): string {
  return value === null || value === undefined ? NONE : words(value);
}

/** With four digits and a unit. */
export function short(value: number): string {
  for (const [unit, size] of [['G', 1e9], ['M', 1e6], ['k', 1e3]] as const) {
    if (value >= size) return `${(value / size).toPrecision(4)} ${unit}`;
  }
  return String(value);
}

export function bytes(value: number): string {
  for (const [unit, size] of [['TiB', 2 ** 40], ['GiB', 2 ** 30], ['MiB', 2 ** 20], ['KiB', 2 ** 10]] as const) {
    if (value >= size) return `${(value / size).toFixed(1)} ${unit}`;
  }
  return `${value} B`;
}

/** In the two largest units that say something. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60), hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min ${whole % 60} s`;
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export function ago(instant: string, now: number = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(instant)) / 1000);
  if (seconds < 1) return 'now';
  return `${duration(seconds).replace(/^(\d+ (?:min|h|d)) .*$/, '$1')} ago`;
}

/** A decimal number of any length as 1.2e+12, or in full where that is short. */
export function magnitude(decimal: string): string {
  if (decimal.length <= 6) return Number(decimal).toLocaleString('en-US');
  const [lead = '', second = '0', third = '0'] = decimal;
  const rounded = Math.round(Number(`${lead}${second}${third}`) / 10);
  return rounded === 100 ? `1.0e${decimal.length}` : `${(rounded / 10).toFixed(1)}e${decimal.length - 1}`;
}

/** Thousands apart; exact, however long. */
export function grouped(decimal: string): string {
  return decimal.replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
