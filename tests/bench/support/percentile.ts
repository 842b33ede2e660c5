/** Order statistics of measured values. */

/** The value below which `share` of the values lie, by nearest rank; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** Quartiles as a row's spread: `72 to 84`. */
export function quartiles(values: readonly number[], digits = 0): string {
  return `quartiles ${percentile(values, 0.25).toFixed(digits)} to ${percentile(values, 0.75).toFixed(digits)}`;
}
