import { expect, it } from "vitest";
import { createDynamoDbPayoutStore } from "../../../adapters/dynamodb/dynamodb-payout-store.ts";
import { toInstant } from "../../../domain/clock.ts";
import type { ChunkTally } from "../../../domain/distribution/ledger-store.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { type MonthPaid, paidByMonth } from "../../../domain/report/paid-by-month.ts";
import { createObservedTable } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const NOTHING = { paid: 0, rejected: 0, unknown: 0 };

function setup(now = "2026-11-24T00:00:00.000Z") {
  const { table, seen } = createObservedTable();
  const payouts = createDynamoDbPayoutStore(table);
  const tallies = new Map<string, readonly ChunkTally[]>();
  let made = 0;
  return {
    seen,
    tallies,
    deps: {
      payouts,
      ledger: { tallies: async (payoutId: string) => tallies.get(payoutId) ?? [] },
      policy: policySchema.parse({}),
      clock: createVirtualClock(Date.parse(now)),
    },
    /** A payout that was scheduled for that instant, and made a day before. */
    async add(payout: Payout, at: string): Promise<string> {
      made += 1;
      const payoutId = `p-${String(made).padStart(5, "0")}`;
      const createdAt = toInstant(Date.parse(at) - 86_400_000 + made);
      const schedule = { ...payoutIn("scheduled").schedule, at };
      const added = { ...payout, payoutId, createdAt, schedule };
      await payouts.create(added, createdEvent(added));
      return payoutId;
    },
  };
}

function completed(paid: number, others: { rejected?: number; unknown?: number } = {}): Payout {
  const payout = payoutIn("completed");
  const { rejected = 0, unknown = 0 } = others;
  const payments = paid + rejected + unknown;
  const counts = { ...payout.report.counts, ...{ payments, paid, rejected, unknown } };
  const points = { total: payments * 100, paid: paid * 100 };
  return { ...payout, report: { ...payout.report, counts, points } };
}

const shown = (months: readonly MonthPaid[] | undefined) =>
  months?.filter(({ payouts, takenBack }) => payouts + takenBack.payouts > 0);

it("adds up payouts by the month, of the company's zone, for which they were scheduled", async () => {
  const { add, deps } = setup();
  await add(completed(10, { rejected: 2 }), "2026-10-31T14:59:59.000Z");
  // Half past midnight in Seoul.
  await add(completed(5, { unknown: 1 }), "2026-10-31T15:30:00.000Z");
  await add(completed(3), "2026-11-02T01:00:00.000Z");
  await add({ ...completed(50), dryRun: true }, "2026-11-02T01:00:00.000Z");
  await add({ ...completed(2), reversalOf: "p-00001" }, "2026-11-03T01:00:00.000Z");
  await add(completed(9), "2025-11-03T01:00:00.000Z");

  const { byPointsApi, createdSince, unreadable } = await paidByMonth(deps);
  const months = byPointsApi.get("");
  expect(months?.map(({ month }) => month)).toHaveLength(12);
  expect(months?.at(0)?.month).toBe("2025-12");
  expect(shown(months)).toEqual([
    {
      ...{ month: "2026-10", payouts: 1, points: 1_000, unfinished: 0 },
      counts: { paid: 10, rejected: 2, unknown: 0 },
      takenBack: { payouts: 0, points: 0 },
    },
    {
      ...{ month: "2026-11", payouts: 2, points: 800, unfinished: 0 },
      counts: { paid: 8, rejected: 0, unknown: 1 },
      takenBack: { payouts: 1, points: 200 },
    },
  ]);
  expect({ createdSince, unreadable }).toEqual({ createdSince: undefined, unreadable: 0 });
});

it("counts what has not come to its end as far as the ledger says that it has", async () => {
  const { add, deps, tallies } = setup();
  const halted = await add(payoutIn("halted"), "2026-11-02T01:00:00.000Z");
  await add(payoutIn("paused"), "2026-11-02T01:00:00.000Z");
  await add(payoutIn("scheduled"), "2026-11-25T01:00:00.000Z");
  const tally = { paid: 2, rejected: 1, unknown: 0, accepted: 0, withdrawn: 0, pointsPaid: 2_000 };
  tallies.set(halted, [{ chunk: 0, status: "closed", ...tally }]);
  const month = (await paidByMonth(deps)).byPointsApi.get("")?.at(-1);
  expect(month).toMatchObject({ payouts: 2, points: 2_000, unfinished: 2 });
  expect(month?.counts).toEqual({ ...NOTHING, paid: 2, rejected: 1 });
});

it("adds points of one points API to none of another's, and has each that there is", async () => {
  const { add, deps } = setup();
  const pointsApis = ["coins", "stars"].map((name) => ({
    ...{ name, title: { ko: name, en: name }, ratePerSecond: 1 },
  }));
  await add({ ...completed(1), pointsApi: "gone" }, "2026-11-02T01:00:00.000Z");
  await add(completed(2), "2026-11-02T01:00:00.000Z");
  const { byPointsApi } = await paidByMonth({ ...deps, pointsApis });
  const points = [...byPointsApi].map(([name, months]) => [name, months.at(-1)?.points]);
  expect(points).toEqual([
    ["coins", 200],
    ["stars", 0],
    ["gone", 100],
  ]);
});

it("reads a bounded number of payouts, and says since when those were created", async () => {
  const { add, deps, seen } = setup();
  for (let nr = 0; nr < 1_100; nr += 1) await add(completed(1), "2026-11-02T01:00:00.000Z");
  const before = seen.requests;
  const { byPointsApi, createdSince } = await paidByMonth(deps);
  expect(seen.requests - before).toBeLessThan(20);
  expect(byPointsApi.get("")).toHaveLength(1);
  expect(byPointsApi.get("")?.at(-1)?.payouts).toBe(1_000);
  expect(createdSince).toBe("2026-11-01T01:00:00.101Z");
});
