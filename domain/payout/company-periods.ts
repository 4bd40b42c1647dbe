import type { Instant } from "../clock.ts";
import type { Policy } from "./policy.ts";
import { showInZone } from "./zoned-time.ts";

/** The day, `2026-12-01`, and the month, `2026-12`, of an instant in the company's zone. */
export function periodsOf(
  { policy }: { readonly policy: Pick<Policy, "defaultTimeZone"> },
  at: Instant,
): { readonly day: string; readonly month: string } {
  const { localTime } = showInZone(at, policy.defaultTimeZone);
  return {
    day: localTime.slice(0, "2026-12-01".length),
    month: localTime.slice(0, "2026-12".length),
  };
}
