import { type Spread, showSpread, spreadOf } from "./spread.ts";

/** What one run of a program took, as report-cost.ts tells it. */
export interface Cost {
  readonly wallMs: number;
  readonly userCpuMs: number;
  readonly peakRssMb: number;
}

/** What several runs of a program took. */
export type Costs = { readonly [Name in keyof Cost]: Spread };

/** Stands above the cells of {@link showCosts}. */
export const COSTS_HEADER = ["wall, s", "user CPU, s", "peak memory, MB"];

/** @throws {RangeError} for no runs. */
export function costsOf(runs: readonly Cost[]): Costs {
  return {
    wallMs: spreadOf(runs.map(({ wallMs }) => wallMs)),
    userCpuMs: spreadOf(runs.map(({ userCpuMs }) => userCpuMs)),
    peakRssMb: spreadOf(runs.map(({ peakRssMb }) => peakRssMb)),
  };
}

export function showCosts({ wallMs, userCpuMs, peakRssMb }: Costs): string[] {
  const seconds = { divisor: 1_000, digits: 2 };
  return [
    showSpread(wallMs, seconds),
    showSpread(userCpuMs, seconds),
    showSpread(peakRssMb, { divisor: 1, digits: 0 }),
  ];
}
