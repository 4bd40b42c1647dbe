import pMap from "p-map";
import { type Clock, DAY_MS, type Instant, toInstant } from "../clock.ts";
import { countsOf, pointsOf } from "../distribution/count-tallies.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import { periodsOf } from "../payout/company-periods.ts";
import { type NamedPointsApiDeps, pointsApiNameOf } from "../payout/named-points-api.ts";
import { passOverUnreadable } from "../payout/pass-over-unreadable.ts";
import type { Counts, Payout, PayoutIn, PointsTotals } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { Policy } from "../payout/policy.ts";
import { isLedgerDeleted } from "../payout/retention.ts";
import { monthsUpTo } from "../payout/zoned-time.ts";

/** What the payouts of a month came to, by one points API. */
export interface MonthPaid {
  /** `2026-11`, in the company's zone: that for which they were scheduled, as limits count them. */
  readonly month: string;
  /** Of payouts that began to pay; dry runs and reversals are none of them. */
  readonly payouts: number;
  readonly points: number;
  /** Payments by what became of them. */
  readonly counts: Pick<Counts, "paid" | "rejected" | "unknown">;
  /** Payouts of them that have not come to their end, counted as far as they have. */
  readonly unfinished: number;
  /** By reversals. */
  readonly takenBack: { readonly payouts: number; readonly points: number };
}

export interface PaidByMonth {
  /** By the name of the points API, `""` for one without; months from the first to this one. */
  readonly byPointsApi: ReadonlyMap<string, readonly MonthPaid[]>;
  /** Only payouts created since then were counted: there are more than one answer reads. */
  readonly createdSince?: Instant | undefined;
  /** Payouts that this version can't read, and that are not counted. */
  readonly unreadable: number;
}

export interface PaidByMonthDeps extends NamedPointsApiDeps {
  readonly payouts: PayoutStore;
  readonly ledger: Pick<LedgerStore, "tallies">;
  readonly policy: Pick<Policy, "defaultTimeZone" | "maxLeadTimeMs">;
  readonly clock: Pick<Clock, "nowMs">;
}

/** This month and those before it. */
const MONTHS = 12;
const LONGEST_MONTH_MS = 31 * DAY_MS;
/** Completed payouts that are read for one answer: those created last. */
const MOST_COMPLETED = 1_000;
/** Payouts without a report whose ledger is asked, of each state. */
const MOST_UNFINISHED = 50;
const PAGE_SIZE = 100;
const LEDGER_READ_CONCURRENCY = 8;

type Begun = PayoutIn<"distributing" | "paused" | "halted" | "completed">;

/** A payout with what it came to so far. */
interface Outcome {
  readonly payout: Begun;
  readonly counts: Counts;
  readonly points: PointsTotals;
}

/** What was paid in the last months: added up from the payouts themselves, never kept anywhere else. */
export async function paidByMonth(deps: PaidByMonthDeps): Promise<PaidByMonth> {
  const now = toInstant(deps.clock.nowMs());
  const thisMonth = periodsOf(deps, now).month;
  const months = monthsUpTo(thisMonth, MONTHS);
  const unreadable = new Set<string>();
  const payouts = passOverUnreadable(deps.payouts, (payoutId) => unreadable.add(payoutId));
  const readable = { ...deps, payouts };
  const [completed, unfinished] = await Promise.all([
    readCompleted(readable),
    readUnfinished(readable),
  ]);
  const outcomes = [...completed.payouts.map(outcomeOf), ...unfinished];
  const { createdSince } = completed;
  const first = createdSince === undefined ? "" : periodsOf(deps, createdSince).month;
  const shown = months.filter((month) => month >= first);
  const names = new Set([
    ...(deps.pointsApis ?? [{ name: "" }]).map(({ name }) => name),
    ...outcomes.map(({ payout }) => nameOf(deps, payout)),
  ]);
  return {
    byPointsApi: new Map(
      [...names].map((name) => {
        const own = outcomes.filter(({ payout }) => nameOf(deps, payout) === name);
        return [name, shown.map((month) => sumUp(month, own.filter(isIn(deps, month))))];
      }),
    ),
    createdSince,
    unreadable: unreadable.size,
  };
}

function nameOf(deps: NamedPointsApiDeps, payout: Payout): string {
  return pointsApiNameOf(deps, payout) ?? "";
}

const isIn =
  (deps: PaidByMonthDeps, month: string) =>
  ({ payout }: Outcome): boolean =>
    periodsOf(deps, payout.schedule.at).month === month;

function sumUp(month: string, outcomes: readonly Outcome[]): MonthPaid {
  const given = outcomes.filter(({ payout }) => payout.reversalOf === undefined);
  const taken = outcomes.filter(({ payout }) => payout.reversalOf !== undefined);
  const sum = (of: readonly Outcome[], read: (outcome: Outcome) => number) =>
    of.reduce((total, outcome) => total + read(outcome), 0);
  return {
    month,
    payouts: given.length,
    points: sum(given, ({ points }) => points.paid),
    counts: {
      paid: sum(given, ({ counts }) => counts.paid),
      rejected: sum(given, ({ counts }) => counts.rejected),
      unknown: sum(given, ({ counts }) => counts.unknown),
    },
    unfinished: given.filter(({ payout }) => payout.state !== "completed").length,
    takenBack: { payouts: taken.length, points: sum(taken, ({ points }) => points.paid) },
  };
}

/**
 * The newest first, until none that is older can have been scheduled for one of the months, or enough
 * are read.
 */
async function readCompleted({ payouts, policy, clock }: PaidByMonthDeps): Promise<{
  readonly payouts: PayoutIn<"completed">[];
  readonly createdSince?: Instant;
}> {
  const oldest = toInstant(clock.nowMs() - MONTHS * LONGEST_MONTH_MS - policy.maxLeadTimeMs);
  const read: PayoutIn<"completed">[] = [];
  let looked = 0;
  let cursor: string | undefined;
  do {
    const query = { state: "completed", withoutDryRuns: true, limit: PAGE_SIZE, cursor } as const;
    const page = await payouts.list(query);
    for (const payout of page.items) {
      if (payout.createdAt < oldest) return { payouts: read };
      if (payout.state === "completed" && payout.dryRun !== true) read.push(payout);
    }
    looked += page.items.length;
    cursor = page.cursor;
    const last = page.items.at(-1);
    if (looked >= MOST_COMPLETED && cursor !== undefined && last !== undefined) {
      return { payouts: read, createdSince: last.createdAt };
    }
  } while (cursor !== undefined);
  return { payouts: read };
}

/** What has paid something, and has no report yet that says how much: the ledger tells. */
async function readUnfinished({
  payouts,
  ledger,
  clock,
}: PaidByMonthDeps): Promise<readonly Outcome[]> {
  const states = ["distributing", "paused", "halted"] as const;
  const pages = await Promise.all(
    states.map((state) =>
      payouts.list({ state, limit: MOST_UNFINISHED, matches: ({ dryRun }) => dryRun !== true }),
    ),
  );
  const begun = pages
    .flatMap(({ items }) => items)
    .filter(isUnfinished)
    .filter((payout) => !isLedgerDeleted(payout, clock.nowMs()));
  return await pMap(
    begun,
    async (payout) => {
      const tallies = await ledger.tallies(payout.payoutId);
      const { payments, totalPoints } = payout.check;
      return {
        payout,
        counts: countsOf(payments, tallies),
        points: pointsOf(totalPoints, tallies),
      };
    },
    { concurrency: LEDGER_READ_CONCURRENCY },
  );
}

function isUnfinished(payout: Payout): payout is PayoutIn<"distributing" | "paused" | "halted"> {
  return ["distributing", "paused", "halted"].includes(payout.state);
}

function outcomeOf(payout: PayoutIn<"completed">): Outcome {
  const { counts, points } = payout.report;
  return { payout, counts, points };
}
