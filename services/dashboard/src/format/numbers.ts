/** How figures are written: fixed digits so that columns align, thin units, a dash where there is nothing to show. */
export const NOTHING = '–';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 0.8412 -> "84.12 %" */
export function percent(fraction: number | null | undefined): string {
  return fraction == null ? NOTHING : `${percentPoints(fraction)} %`;
}

/** 0.8412 -> "84.12", where the heading has the unit. */
export function percentPoints(fraction: number | null | undefined): string {
  return fraction == null ? NOTHING : (fraction * 100).toFixed(2);
}

export function reward(value: number | null | undefined): string {
  return value == null ? NOTHING : value.toFixed(4);
}

/** Milliseconds without unit, with three significant digits where they matter: 8.14, 81.4, 814. */
export function milliseconds(ms: number | null | undefined): string {
  if (ms == null) return NOTHING;
  if (ms < 10) return ms.toFixed(2);
  return ms < 100 ? ms.toFixed(1) : grouped.format(ms);
}

const SCALES = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** 47210 -> "47.2k", 718086176 -> "718M". */
export function compact(value: number | null | undefined): string {
  if (value == null) return NOTHING;
  for (const [scale, suffix] of SCALES) {
    if (value < scale * 0.9995) continue;
    const scaled = value / scale;
    return `${scaled.toFixed(scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0)}${suffix}`;
  }
  return String(Math.round(value));
}

/** 718086176 -> "718,086,176" */
export function whole(value: number | null | undefined): string {
  return value == null ? NOTHING : grouped.format(value);
}

/** Digits of an exact decimal string, grouped, or with a power of ten when it is long. */
export function bigCount(digits: string): string {
  if (digits.length <= 12) return grouped.format(Number(digits));
  return `${digits[0]}.${digits.slice(1, 3)} × 10${superscript(digits.length - 1)}`;
}

function superscript(value: number): string {
  return [...String(value)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
}

/** 1.2 -> "+1.20" */
export function signed(value: number, digits = 2): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}

/** Relative to a base: 0.83 -> "−17 %", 1.2 -> "+20 %", 24 -> "×24". */
export function change(ratio: number): string {
  if (ratio >= 10) return `×${grouped.format(ratio)}`;
  const points = Math.round((ratio - 1) * 100);
  return `${points < 0 ? '−' : points > 0 ? '+' : '±'}${Math.abs(points)} %`;
}

export function bytes(value: number | null | undefined): string {
  if (value == null) return NOTHING;
  if (value >= 2 ** 30) return `${(value / 2 ** 30).toFixed(2)} GiB`;
  return `${(value / 2 ** 20).toFixed(1)} MiB`;
}
