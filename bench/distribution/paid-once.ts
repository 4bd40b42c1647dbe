import { benchTotals } from "../sheets/bench-rows.ts";
import type { PayingRun } from "./run-worker.ts";

/** A run that came to its end. */
export type EndedRun = Extract<PayingRun, { readonly ok: true }>;

/** Whether every run paid every payment once, by the points API's own count. */
export function arePaidOnce(runs: readonly Pick<EndedRun, "calls">[], payments: number): boolean {
  const { points } = benchTotals(payments);
  return runs.every(
    ({ calls }) => calls.paid === payments && calls.points === points && calls.duplicates === 0,
  );
}

/** What failed once is not waited for again. */
export function hasFailed(runs: readonly PayingRun[]): boolean {
  return runs.some(({ ok }) => !ok);
}
