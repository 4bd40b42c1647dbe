/** 1, 2, 5, 10, 20, 50 … : three bins a power of ten, as far as points go. */
const BEGINNINGS: readonly number[] = Array.from({ length: 16 }, (_, power) =>
  [1, 2, 5].map((digit) => digit * 10 ** power),
)
  .flat()
  .filter((beginning) => beginning <= Number.MAX_SAFE_INTEGER);

/** How many bins there can be. */
export const MOST_BINS = BEGINNINGS.length;

/** Which bin an amount belongs to, from 0. @param points a positive whole number */
export function binOf(points: number): number {
  let from = 0;
  let to = BEGINNINGS.length;
  while (to - from > 1) {
    const middle = (from + to) >>> 1;
    if ((BEGINNINGS[middle] ?? 0) <= points) from = middle;
    else to = middle;
  }
  return from;
}

/** The least and the largest amount of a bin. */
export function amountsOfBin(bin: number): { readonly from: number; readonly to: number } {
  return {
    from: BEGINNINGS[bin] ?? 1,
    to: (BEGINNINGS[bin + 1] ?? Number.MAX_SAFE_INTEGER) - 1,
  };
}
