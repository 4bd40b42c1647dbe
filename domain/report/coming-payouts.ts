import { type Instant, toEpochMs } from "../clock.ts";
import { passOverUnreadable } from "../payout/pass-over-unreadable.ts";
import type { Payout, PayoutIn, PayoutState } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { Policy } from "../payout/policy.ts";
import { showInZone } from "../payout/zoned-time.ts";
import { beginsAtOf } from "./payout-view.ts";

/** A payout that has a time at which it is to be paid. */
export interface ComingPayout {
  readonly payout: PayoutIn<"scheduled" | "awaiting_approval">;
  readonly at: Instant;
  /** By the clocks of the company's zone, `YYYY-MM-DDTHH:mm`. */
  readonly localTime: string;
  /** When it really begins, by the same clocks, where its time is in quiet hours. */
  readonly beginsAt?: string | undefined;
}

export interface ComingPayouts {
  /** By their time, the next first. */
  readonly coming: readonly ComingPayout[];
  readonly hasMore: boolean;
  /** What is being paid now. */
  readonly paying: readonly Payout[];
}

interface ComingDeps {
  readonly payouts: PayoutStore;
  readonly policy: Pick<Policy, "defaultTimeZone" | "quietHours">;
}

/** Of a state; lists are ordered by creation, so that the next ones are known once all are read. */
const MOST_OF_A_STATE = 500;
const MOST_PAYING = 20;

/** What is to be paid, as far as a bounded number of payouts tells. */
export async function comingPayouts(deps: ComingDeps): Promise<ComingPayouts> {
  const [scheduled, asked, paying] = await Promise.all([
    listIn(deps, "scheduled", MOST_OF_A_STATE),
    listIn(deps, "awaiting_approval", MOST_OF_A_STATE),
    listIn(deps, "distributing", MOST_PAYING),
  ]);
  const coming = [
    ...scheduled.payouts.map((payout) => comingAt(deps, payout, payout.schedule.at)),
    ...asked.payouts.map((payout) => comingAt(deps, payout, payout.request.at)),
  ];
  return {
    coming: coming.toSorted((a, b) => toEpochMs(a.at) - toEpochMs(b.at)),
    hasMore: scheduled.hasMore || asked.hasMore,
    paying: paying.payouts,
  };
}

function comingAt(
  deps: ComingDeps,
  payout: PayoutIn<"scheduled" | "awaiting_approval">,
  at: Instant,
): ComingPayout {
  const localTimeOf = (instant: Instant) =>
    showInZone(instant, deps.policy.defaultTimeZone).localTime;
  const beginsAt = beginsAtOf(deps, payout);
  return {
    payout,
    at,
    localTime: localTimeOf(at),
    beginsAt: beginsAt === undefined ? undefined : localTimeOf(beginsAt),
  };
}

async function listIn<S extends PayoutState>(
  { payouts }: ComingDeps,
  state: S,
  limit: number,
): Promise<{ readonly payouts: readonly PayoutIn<S>[]; readonly hasMore: boolean }> {
  const isIn = (payout: Payout): payout is PayoutIn<S> => payout.state === state;
  const readable = passOverUnreadable(payouts, () => undefined);
  const { items, cursor } = await readable.list({ state, limit });
  return { payouts: items.filter(isIn), hasMore: cursor !== undefined };
}
