import type { Counts } from "../../domain/payout/payout.ts";

const BAR_WIDTH = 20;

/** Whole percent that are settled; a hundred only once all are. */
export function percentOf({ payments, pending }: Counts): number {
  if (payments <= 0) return 100;
  const percent = Math.floor(((payments - pending) / payments) * 100);
  return Math.min(100, Math.max(0, percent));
}

/** A bar of twenty signs and its percent, e.g. `▓▓▓▓▓▓▓▓░░░░░░░░░░░░ 40%`. */
export function progressBar(percent: number): string {
  const full = Math.floor((percent / 100) * BAR_WIDTH);
  return `${"▓".repeat(full)}${"░".repeat(BAR_WIDTH - full)} ${percent}%`;
}
