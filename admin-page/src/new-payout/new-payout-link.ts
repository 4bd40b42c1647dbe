import type { Payout } from "../api/types.ts";

/** To a new payout that takes the place of one whose sheet won't do. */
export function newPayoutInsteadOf({ title, dryRun }: Pick<Payout, "title" | "dryRun">): string {
  const params = new URLSearchParams({ title, ...(dryRun ? { dryRun: "true" } : {}) });
  return `/new?${params}`;
}
