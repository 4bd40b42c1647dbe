import { type Instant, toInstant } from "../clock.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { PayoutIn } from "../payout/payout.ts";
import { causeOf, type UpdateRunDeps, updateRun } from "./pause-payout.ts";

/** Which outage of the points API somebody speaks of: the one that came after this one. */
export interface OutageOf {
  readonly payoutId: string;
  readonly run: number;
  /** Since when the outage lasted that the payout last came through; undefined before the first. */
  readonly after: Instant | undefined;
}

/**
 * Writes down that the points API is gone: whoever finds it first. All others of the run see it and
 * end. What is found after the outage was over, by one who slept through it, changes nothing.
 * @returns false when the payout is no longer this run's to pay
 */
export async function beginOutage(
  deps: UpdateRunDeps,
  { payoutId, run, after }: OutageOf,
  code: string,
): Promise<boolean> {
  const now = await updateRun(deps, payoutId, run, (payout) => {
    if (payout.state !== "distributing") return undefined;
    if (payout.outage !== undefined || !isAfter(payout, after)) return undefined;
    const outage = { since: toInstant(deps.clock.nowMs()), code };
    return changePayout("outage_began", payout, { outage }, causeOf(deps));
  });
  return now?.state === "distributing";
}

/**
 * Writes down that payments go through again. Only the execution that pays the run says so, and
 * only of the outage that it waited for.
 * @returns false when the payout is no longer this run's to pay
 */
export async function endOutage(
  deps: UpdateRunDeps,
  { payoutId, run, after }: OutageOf,
): Promise<boolean> {
  const now = await updateRun(deps, payoutId, run, (payout) => {
    if (payout.state !== "distributing") return undefined;
    if (payout.outage === undefined || !isAfter(payout, after)) return undefined;
    const { outage, ...others } = payout;
    const distribution = { ...payout.distribution, outageOver: outage.since };
    return changePayout("outage_ended", others, { distribution }, causeOf(deps));
  });
  return now?.state === "distributing";
}

function isAfter({ distribution }: PayoutIn<"distributing">, after: Instant | undefined): boolean {
  return distribution.outageOver === after;
}
