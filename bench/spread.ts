/** What several runs of the same thing came to. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @throws {RangeError} for no values. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) throw new RangeError("No runs.");
  const upper = sorted[Math.floor(sorted.length / 2)] ?? max;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? min;
  return { median: (lower + upper) / 2, min, max };
}

/** `1.23 (1.10–1.40)`; one number where there was one run. `divisor` turns the unit. */
export function showSpread(
  { median, min, max }: Spread,
  { divisor, digits }: { readonly divisor: number; readonly digits: number },
): string {
  const show = (value: number) => (value / divisor).toFixed(digits);
  return min === max ? show(median) : `${show(median)} (${show(min)}–${show(max)})`;
}
