import type { StandInLimit } from "./stand-in-limits.ts";

/** What the stand-ins take, in one line, for above a table. */
export function showStandIns(limits: readonly StandInLimit[]): string {
  const told = limits.map(
    ({ standIn, requestsPerSecond }) =>
      `${standIn} ${Math.round(requestsPerSecond).toLocaleString("en-US")}/s`,
  );
  return `What the stand-ins take: ${told.join("; ")}.`;
}
