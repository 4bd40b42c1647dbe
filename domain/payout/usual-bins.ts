import { type Clock, DAY_MS, toInstant } from "../clock.ts";
import { amountsOfBin, binOf } from "../sheet/amount-bins.ts";
import type { NamedPointsApiDeps } from "./named-points-api.ts";
import type { Payout, PayoutIn } from "./payout.ts";
import type { PayoutStore } from "./payout-store.ts";
import { payoutsInState } from "./payouts-in-state.ts";
import type { Policy } from "./policy.ts";
import type { SheetContentsStore } from "./sheet-contents.ts";
import { ENOUGH_COMPLETED, LAST_COMPLETED, usualPayouts } from "./usual-amounts.ts";

export interface UsualBinsDeps extends NamedPointsApiDeps {
  readonly payouts: Pick<PayoutStore, "list">;
  readonly contents: Pick<SheetContentsStore, "get">;
  readonly clock: Pick<Clock, "nowMs">;
  readonly policy: Pick<Policy, "warnings">;
}

/** What the amounts of the last payouts were. */
export interface UsualBins {
  /** How many payouts show it. */
  readonly payouts: number;
  /** Between which amounts: of two payouts at least, so that a slip paid once makes the next no usual one. */
  readonly from: number;
  readonly to: number;
  /** Of their payments the share in each bin, on average; of payouts of whose sheets that is kept. */
  readonly bins: readonly { readonly from: number; readonly share: number }[];
}

/** At most so many completed payouts are looked through. */
const MOST_LOOKED_AT = 300;

/**
 * The usual amounts, by the payouts with which approval compares: completed before this one was, of the
 * same points API. Undefined where they are too few to show it, and of a reversal, which takes back.
 */
export async function usualBins(
  deps: UsualBinsDeps,
  payout: Payout,
): Promise<UsualBins | undefined> {
  if (payout.reversalOf !== undefined) return undefined;
  const usual = await lastUsual(deps, payout);
  if (usual.length < ENOUGH_COMPLETED) return undefined;
  const kept = await Promise.all(usual.map(({ sheet }) => deps.contents.get(sheet)));
  const ranges = usual.map((each, index) => rangeOf(each, kept[index]?.breakdown.bins));
  const known = ranges.flatMap((range) => range ?? []);
  const from = known.map((range) => range.from).toSorted((one, other) => one - other)[1];
  const to = known.map((range) => range.to).toSorted((one, other) => other - one)[1];
  if (from === undefined || to === undefined || known.length < ENOUGH_COMPLETED) return undefined;
  const bins = sharesOf(kept.flatMap((contents) => contents?.breakdown ?? []));
  return { payouts: known.length, from, to, bins };
}

async function lastUsual(
  deps: UsualBinsDeps,
  payout: Payout,
): Promise<readonly PayoutIn<"completed">[]> {
  const { withinDays } = deps.policy.warnings;
  const until =
    payout.state === "completed" ? payout.report.finishedAt : toInstant(deps.clock.nowMs());
  const since = toInstant(Date.parse(until) - withinDays * DAY_MS);
  const createdSince = toInstant(Date.parse(until) - 2 * withinDays * DAY_MS);
  const found: PayoutIn<"completed">[] = [];
  let looked = 0;
  for await (const other of payoutsInState(deps.payouts, "completed", { withoutDryRuns: true })) {
    looked += 1;
    if (other.createdAt < createdSince || looked > MOST_LOOKED_AT) break;
    const { finishedAt } = other.report;
    if (other.reversalOf !== undefined || finishedAt < since || finishedAt >= until) continue;
    found.push(...usualPayouts(deps, payout, [other]));
    if (found.length === LAST_COMPLETED) break;
  }
  return found;
}

/** Of a sheet of which no bins are kept, what its check knew: from the middle payment to the largest. */
function rangeOf(
  { check }: PayoutIn<"completed">,
  bins: readonly { readonly from: number }[] | undefined,
): { readonly from: number; readonly to: number } | undefined {
  const from = bins?.[0]?.from ?? check.medianPoints;
  const to = bins?.at(-1)?.from ?? check.largestPoints;
  if (from === undefined || to === undefined) return undefined;
  return { from: amountsOfBin(binOf(from)).from, to: amountsOfBin(binOf(to)).to };
}

/** Each payout counts alike, however many payments it has. */
function sharesOf(
  breakdowns: readonly {
    readonly payments: number;
    readonly bins: readonly { readonly from: number; readonly payments: number }[];
  }[],
): UsualBins["bins"] {
  const shares = new Map<number, number>();
  for (const { payments, bins } of breakdowns) {
    for (const bin of bins) {
      const share = bin.payments / payments / breakdowns.length;
      shares.set(bin.from, (shares.get(bin.from) ?? 0) + share);
    }
  }
  return [...shares]
    .sort(([one], [other]) => one - other)
    .map(([from, share]) => ({ from, share }));
}
