import { describe, expect, it } from "vitest";
import { toInstant } from "../../../domain/clock.ts";
import { compareWithRecent } from "../../../domain/payout/compare-with-recent.ts";
import { createPaymentsFingerprint } from "../../../domain/payout/payments-fingerprint.ts";
import type { CheckSummary, Payout } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import type { ComparedPayout } from "../../../domain/payout/same-payments.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "./payouts.ts";

const DAY_MS = 86_400_000;
const clock = createVirtualClock();
const daysAgo = (days: number) => toInstant(clock.nowMs() - days * DAY_MS);

/** What the check of a sheet of `count` users from `from` on, of `points` each, comes to. */
function checkOf(count: number, points: number, from = 0): CheckSummary {
  const fingerprint = createPaymentsFingerprint();
  for (let user = from; user < from + count; user += 1) {
    fingerprint.add({ userId: `user-${user}`, points });
  }
  return {
    ...payoutIn("ready").check,
    payments: count,
    totalPoints: count * points,
    largestPoints: points,
    medianPoints: points,
    fingerprint: fingerprint.end(),
  };
}

/** A completed payout; of other users than all others unless its check is given. */
function completed(nr: number, changes: Partial<Payout> & { readonly endedDaysAgo?: number } = {}) {
  const { endedDaysAgo = nr, ...rest } = changes;
  const payout = payoutIn("completed");
  const report = { ...payout.report, finishedAt: daysAgo(endedDaysAgo) };
  const check = checkOf(100, 1_000, nr * 1_000);
  const ids = { payoutId: `paid-${nr}`, title: `Event ${nr}`, createdAt: daysAgo(endedDaysAgo) };
  return { ...payout, check, report, ...ids, ...rest } as Payout;
}

function paidNobody(payout: Payout): Payout {
  if (payout.state !== "completed") throw new Error("It is completed.");
  const { payments } = payout.check;
  const none = { paid: 0, unknown: 0, accepted: 0, withdrawn: 0, pending: 0 };
  const counts = { ...none, payments, rejected: payments };
  return { ...payout, report: { ...payout.report, counts } };
}

async function compare(
  check: CheckSummary,
  others: readonly Payout[],
  policy: object = {},
  about: Partial<Omit<ComparedPayout, "check">> = {},
) {
  const payouts = createMemoryPayoutStore();
  for (const other of others) await payouts.create(other, createdEvent(other));
  const deps = { payouts, clock, policy: policySchema.parse({ warnings: policy }) };
  return (await compareWithRecent(deps, { payoutId: "new", check, ...about })).warnings;
}

const codes = (warnings: Awaited<ReturnType<typeof compare>>) =>
  warnings.map(({ code, otherPayoutId }) =>
    otherPayoutId === undefined ? code : `${code} ${otherPayoutId}`,
  );
const FIVE = [1, 2, 3, 4, 5].map((nr) => completed(nr));

describe("a sheet far above the recent payouts", () => {
  it("tells of a whole column in another unit: total, largest and middle payment, with figures", async () => {
    const found = await compare(checkOf(100, 620_000, 50_000), FIVE);

    expect(found.map(({ code, value }) => [code, value])).toEqual([
      ["far_above_lately", "62000000"],
      ["far_above_lately", "620000"],
      ["far_above_lately", "620000"],
    ]);
    expect(found[0]?.message).toEqual({
      ko: "총 포인트 62,000,000P가 평소보다 훨씬 큽니다: 최근 90일에 끝난 지급 5건은 하나를 빼고 모두 100,000P 이하였으니, 그 620배입니다. 통화나 단위, 0의 개수가 맞는지 확인해 주세요.",
      en: "The total of 62,000,000 points is far above the usual: of the last 5 payouts that ended within 90 days, all but one had at most 100,000, and this is 620 times that. Check the currency, the unit and the number of zeros.",
    });
  });

  it("knows nothing usual of what another points API pays", async () => {
    const ofPoints = FIVE.map((payout): Payout => ({ ...payout, pointsApi: "points" }));
    const check = checkOf(100, 620_000, 50_000);

    expect(codes(await compare(check, ofPoints, {}, { pointsApi: "points" }))).toHaveLength(3);
    expect(await compare(check, ofPoints, {}, { pointsApi: "store-credit" })).toEqual([]);
  });

  it("tells of it in a dry run too, which is there to find it, and counts no dry run as usual", async () => {
    const dryRuns = FIVE.map((payout): Payout => ({ ...payout, dryRun: true }));
    const check = checkOf(100, 620_000, 50_000);

    expect(codes(await compare(check, FIVE, {}, { dryRun: true }))).toHaveLength(3);
    expect(await compare(check, dryRuns)).toEqual([]);
  });

  it("tells of one payment with zeros too many where the total hides it", async () => {
    const check = { ...checkOf(900, 1_000, 50_000), largestPoints: 100_000 };

    expect((await compare(check, FIVE)).map(({ value }) => value)).toEqual(["100000"]);
  });

  it("is not thrown off by a slip that was paid once already", async () => {
    const slip = completed(6, { check: checkOf(100, 620_000, 6_000) });

    expect(await compare(checkOf(100, 620_000, 50_000), [...FIVE, slip])).toHaveLength(3);
  });

  it.each<[string, CheckSummary, readonly Payout[], object]>([
    ["it is nine times as much", checkOf(100, 9_999, 50_000), FIVE, { totalFloorPoints: 0 }],
    ["it is below the floors", checkOf(100, 9_999, 50_000), FIVE, {}],
    ["there are too few to compare with", checkOf(100, 620_000), FIVE.slice(1), {}],
    [
      "all others ended too long ago",
      checkOf(100, 620_000, 50_000),
      [100, 101, 102, 103, 104].map((nr) => completed(nr)),
      {},
    ],
    [
      "the others were retries, or paid nobody",
      checkOf(100, 620_000, 50_000),
      FIVE.map((payout, index) =>
        index === 0
          ? { ...payout, retryOf: "x" }
          : payout.state === "completed"
            ? {
                ...payout,
                report: { ...payout.report, counts: { ...payout.report.counts, paid: 0 } },
              }
            : payout,
      ),
      {},
    ],
    ["the policy takes more", checkOf(100, 620_000, 50_000), FIVE, { recentTimes: 1_000 }],
    [
      "the sheet was checked before fingerprints were kept",
      payoutIn("ready").check,
      FIVE,
      { totalFloorPoints: 0 },
    ],
  ])("is not warned of when %s", async (_, check, others, policy) => {
    expect(await compare(check, others, policy)).toEqual([]);
  });

  it("compares what others are known by, when they were checked before more was kept", async () => {
    const old = FIVE.map((payout) => ({
      ...payout,
      check: { ...payoutIn("ready").check, totalPoints: 100_000 },
    })) as Payout[];

    expect((await compare(checkOf(100, 620_000), old)).map(({ value }) => value)).toEqual([
      "62000000",
    ]);
  });
});

describe("the same rows under another name", () => {
  const check = checkOf(3, 500);

  it("names the payout with title, time and id", async () => {
    const [warning, ...more] = await compare(check, [completed(1, { check, title: "가을 {x}" })]);

    expect(more).toEqual([]);
    expect(warning).toEqual({
      code: "paid_lately_same",
      value: "가을 {x}",
      otherPayoutId: "paid-1",
      message: {
        ko: "같은 사용자에게 같은 포인트를 주는 지급이 이미 있습니다: ‘가을 {x}’ (2026-11-22 10:00 Asia/Seoul에 지급 완료, 3건, 지급 번호 paid-1). 모두에게 한 번 더 지급하려는 것이 맞는지 그 지급을 열어 확인해 주세요.",
        en: "Another payout has the very same users and points: “가을 {x}” (completed 2026-11-22 10:00 Asia/Seoul, 3 payments, paid-1). Open it and check that everybody is meant to be paid once more.",
      },
    });
  });

  it.each(["awaiting_approval", "scheduled", "distributing", "paused", "halted"] as const)(
    "is found in a payout that is %s",
    async (state) => {
      const other = { ...payoutIn(state), payoutId: "other", check } as Payout;

      expect(codes(await compare(check, [other]))).toEqual(["paid_lately_same other"]);
    },
  );

  it.each(["ready", "cancelled", "invalid"] as const)(
    "is no matter in a payout that is %s",
    async (state) => {
      const other = { ...payoutIn(state), payoutId: "other", check } as Payout;

      expect(await compare(check, [other])).toEqual([]);
    },
  );

  it("is found in a payout created long ago that is still to be paid", async () => {
    const other = { ...payoutIn("scheduled"), payoutId: "other", createdAt: daysAgo(300), check };

    expect(codes(await compare(check, [other]))).toEqual(["paid_lately_same other"]);
  });

  it("is forgotten after the days of the policy", async () => {
    const paid = [completed(1, { check, endedDaysAgo: 8 })];

    expect(await compare(check, paid, { withinDays: 7 })).toEqual([]);
    expect(codes(await compare(check, paid, { withinDays: 9 }))).toHaveLength(1);
  });

  it("is none when the other was a dry run, nor when this is one", async () => {
    const tried = [1, 2].map((nr) => completed(nr, { check, dryRun: true }));
    const toBeTried = { ...payoutIn("scheduled"), payoutId: "other", check };

    expect(await compare(check, [...tried, { ...toBeTried, dryRun: true }])).toEqual([]);
    expect(await compare(check, [completed(1, { check })], {}, { dryRun: true })).toEqual([]);
  });

  it("names the newest three only", async () => {
    const paid = [1, 2, 3, 4, 5].map((nr) => completed(nr, { check }));

    expect(codes(await compare(check, paid))).toEqual([
      "paid_lately_same paid-1",
      "paid_lately_same paid-2",
      "paid_lately_same paid-3",
    ]);
  });

  it("does not take a payout for its own double, nor a retry for that of what it retries", async () => {
    const paid = [completed(1, { check }), completed(2, { check, retryOf: "paid-1" })];

    expect(await compare(check, paid, {}, { retryOf: "paid-1" })).toEqual([]);
    expect(await compare(check, paid, {}, { payoutId: "paid-1" })).toEqual([]);
  });

  it("does not tell of a payout that ended without paying anybody", async () => {
    const nobody = paidNobody(completed(1, { check }));

    expect(await compare(check, [nobody])).toEqual([]);
  });

  it("tells of a payout that paid nobody itself, once a retry of it, or of that, has or may", async () => {
    const nobody = paidNobody(completed(1, { check }));
    const rest = paidNobody(completed(2, { check: checkOf(2, 500), retryOf: "paid-1" }));
    const paid = completed(3, { check: checkOf(1, 500), retryOf: "paid-2" });
    const toBePaid = { ...payoutIn("scheduled"), payoutId: "other", check: checkOf(1, 500) };

    expect(await compare(check, [nobody, rest])).toEqual([]);
    for (const retry of [paid, { ...toBePaid, retryOf: "paid-2" }]) {
      const found = await compare(check, [nobody, rest, retry]);
      expect(codes(found)).toEqual(["paid_lately_same paid-1"]);
    }
  });

  it("tells the retry of a part of what another payout of its original's sheet pays", async () => {
    const original = paidNobody(completed(1, { check }));
    const again = { ...payoutIn("scheduled"), payoutId: "again", check };
    const ticks = (named: string): Payout => ({
      ...again,
      schedule: { ...again.schedule, acknowledgedWarnings: [`paid_lately_same:${named}`] },
    });
    const compareRetry = async (other: Payout) =>
      codes(await compare(checkOf(1, 500), [original, other], {}, { retryOf: "paid-1" }));

    expect(await compareRetry(again)).toEqual(["paid_lately_same again"]);
    expect(await compareRetry(ticks("paid-0"))).toEqual(["paid_lately_same again"]);
    expect(await compareRetry(ticks("paid-1"))).toEqual([]);
    expect(await compareRetry({ ...again, check: checkOf(3, 501) })).toEqual([]);
  });

  it("does not take the retry of a retry for a double of what that one retries", async () => {
    const tried = [
      paidNobody(completed(1, { check })),
      paidNobody(completed(2, { check, retryOf: "paid-1" })),
    ];
    const own = { ...payoutIn("scheduled"), payoutId: "new", check, retryOf: "paid-2" };

    expect(await compare(check, [...tried, own], {}, { retryOf: "paid-2" })).toEqual([]);
  });

  it("tells of nearly the same payments, with their share", async () => {
    const other = completed(1, { check: checkOf(100, 500, 5) });
    const [warning] = await compare(checkOf(100, 500), [other]);

    expect(warning).toMatchObject({ code: "paid_lately_similar", otherPayoutId: "paid-1" });
    expect(warning?.message.en).toContain("About 95 % of this sheet's payments");
  });

  it.each([
    ["the share is smaller", checkOf(100, 500), checkOf(100, 500, 15)],
    ["there are few payments", checkOf(19, 500), checkOf(20, 500)],
    ["one sheet is much smaller", checkOf(40, 500), checkOf(100, 500)],
    ["the points differ", checkOf(100, 500), checkOf(100, 501)],
  ])("does not call sheets similar when %s", async (_, one, other) => {
    expect(await compare(one, [completed(1, { check: other })])).toEqual([]);
  });
});
