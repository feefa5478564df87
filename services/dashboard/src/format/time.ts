import { NOTHING } from './numbers.js';

/** 75 -> "1 min 15 s"; two units at most. */
export function duration(seconds: number | null | undefined): string {
  if (seconds == null || !Number.isFinite(seconds)) return NOTHING;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return join(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  if (minutes < 24 * 60) return join(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return join(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function join(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** How long ago an instant was: "now", "5 min ago", "3 h ago". A clock slightly ahead of ours reads "now". */
export function age(instant: string, now: number): string {
  const seconds = (now - Date.parse(instant)) / 1000;
  for (const [size, unit] of UNITS) {
    if (seconds >= size) return `${Math.floor(seconds / size)} ${unit} ago`;
  }
  return seconds < 5 ? 'now' : `${Math.floor(seconds)} s ago`;
}

const instantFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** Date and time in the reader's zone. */
export function dateTime(instant: string | null): string {
  return instant === null ? NOTHING : instantFormat.format(new Date(instant));
}

const clockFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

/** Hour and minute in the reader's zone, of ms since 1970. */
export function clock(at: number): string {
  return clockFormat.format(at);
}
