import { describe, expect, it } from "vitest";
import { cancelPayout } from "../../../domain/payout/cancel-payout.ts";
import { holdPayout } from "../../../domain/payout/hold-payout.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { MARKETER } from "./payouts.ts";
import { type PayoutOfDay, setUpSending } from "./sending-world.ts";

const OTHER = { id: "other-marketer", name: "Other" };
const stateOf = (payout: Payout) => payout.state;
const reasonsOf = (payout: Payout) =>
  payout.state === "awaiting_approval" ? payout.request.approvalReasons : [];

describe("what one person sends in a day without approval", () => {
  const HALF: PayoutOfDay = { totalPoints: 600_000, payments: 600 };

  it("is as much as one payout may be, however many they are", async () => {
    const { send } = await setUpSending();

    expect(stateOf(await send("one", HALF))).toBe("scheduled");
    const second = await send("two", HALF);

    expect(reasonsOf(second)).toEqual([
      { code: "person_day_points", amount: 1_200_000, limit: 1_000_000, period: "2026-12-01" },
    ]);
  });

  it("is that of the day on which it is paid, in the company's zone, and of one person", async () => {
    const { send } = await setUpSending();
    await send("one", HALF);

    const late = await send("late", { ...HALF, at: "2026-12-01T23:59:59" });
    const next = await send("next", { ...HALF, at: "2026-12-02T00:00" });
    const others = await send("others", { ...HALF, by: OTHER });

    expect([late, next, others].map(stateOf)).toEqual([
      "awaiting_approval",
      "scheduled",
      "scheduled",
    ]);
  });

  it.each([
    ["who uploaded it, whoever schedules it", { by: MARKETER, scheduledBy: OTHER }],
    ["who schedules it, whoever uploaded it", { by: OTHER, scheduledBy: MARKETER }],
  ])("counts to %s", async (_, people) => {
    const { send } = await setUpSending();
    await send("one", HALF);
    expect(stateOf(await send("two", { ...HALF, ...people }))).toBe("awaiting_approval");
  });

  it("is that of a person's accounts together, where an address tells that they are one's", async () => {
    const { send } = await setUpSending();
    const account = (id: string) => ({ id, name: id, email: "one@example.com" });
    await send("one", { ...HALF, by: account("one") });
    expect(stateOf(await send("two", { ...HALF, by: account("two") }))).toBe("awaiting_approval");
  });

  it("counts a retry like any other payout", async () => {
    const { send } = await setUpSending();
    await send("one", HALF);
    const retry = await send("retry", { ...HALF, retryOf: "one" });
    expect(reasonsOf(retry)?.map(({ code }) => code)).toEqual(["person_day_points"]);
  });

  it("gives back what is cancelled, held or moved to another day, and nothing else", async () => {
    const { send, deps, schedule } = await setUpSending();
    await send("cancelled", HALF);
    await cancelPayout(deps, "cancelled", MARKETER);
    await send("held", HALF);
    await holdPayout(deps, "held", {}, MARKETER);
    await send("moved", HALF);
    await schedule("moved", { ...HALF, at: "2026-12-03T09:00" });

    expect(stateOf(await send("last", HALF))).toBe("scheduled");
    expect(stateOf(await send("too much", HALF))).toBe("awaiting_approval");
  });

  it("counts what was paid of a payout that is over", async () => {
    const { send, complete } = await setUpSending();
    await send("one", HALF);
    await complete("one", { paidPoints: 100_000 });
    expect(stateOf(await send("two", HALF))).toBe("scheduled");
  });

  it("counts a payout wholly while nobody knows of a payment", async () => {
    const { send, complete } = await setUpSending();
    await send("one", HALF);
    await complete("one", { paidPoints: 100_000, unknown: 1 });
    expect(stateOf(await send("two", HALF))).toBe("awaiting_approval");
  });

  it("counts no dry run, and limits none", async () => {
    const { send } = await setUpSending();
    await send("one", { ...HALF, dryRun: true });
    await send("two", HALF);
    expect(stateOf(await send("three", { ...HALF, dryRun: true }))).toBe("scheduled");
  });

  it("is counted for each points API: their points are different units", async () => {
    const { send } = await setUpSending({}, ["points", "store-credit"]);
    await send("one", { ...HALF, pointsApi: "points" });
    expect(stateOf(await send("two", { ...HALF, pointsApi: "store-credit" }))).toBe("scheduled");
    // Of an earlier version, before the first of them had a name.
    expect(stateOf(await send("three", HALF))).toBe("awaiting_approval");
  });

  it("is a number of payouts as well", async () => {
    const policy = { limits: { personDayPayouts: { approvalAbove: 2 } } };
    const { send } = await setUpSending(policy);
    const small = { totalPoints: 10, payments: 1 };
    const sent = [];
    for (const id of ["one", "two", "three"]) sent.push(await send(id, small));

    expect(sent.map(stateOf)).toEqual(["scheduled", "scheduled", "awaiting_approval"]);
    expect(sent.flatMap(reasonsOf)).toEqual([
      { code: "person_day_payouts", amount: 3, limit: 2, period: "2026-12-01" },
    ]);
  });

  it("lets never two slip through that are scheduled at once", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { send } = await setUpSending();
      const sent = await Promise.all(["one", "two", "three"].map((id) => send(id, HALF)));
      expect(sent.filter(({ state }) => state === "scheduled").length).toBeLessThanOrEqual(1);
    }
  });

  it("forgets within minutes what somebody reserved and then died", async () => {
    const { send, deps, clock, dieBeforeWriting } = await setUpSending();
    await dieBeforeWriting("one", HALF);

    expect(stateOf(await send("two", HALF))).toBe("awaiting_approval");
    await cancelPayout(deps, "two", MARKETER);
    await clock.run(clock.sleep(11 * 60_000));
    expect(stateOf(await send("three", HALF))).toBe("scheduled");
  });
});

describe("what the company sends in a month", () => {
  const policy = {
    approvalAbovePoints: 1_000_000_000,
    limits: {
      payoutPointsWithoutHistory: { approvalAbove: 1_000_000_000 },
      companyMonthPoints: { approvalAbove: 1_000_000, refuseAbove: 2_000_000 },
    },
  };
  const LARGE: PayoutOfDay = { totalPoints: 800_000, payments: 800 };

  it("needs approval above its limit, whoever sends it on whichever day", async () => {
    const { send } = await setUpSending(policy);
    await send("one", LARGE);
    const second = await send("two", { ...LARGE, by: OTHER, at: "2026-12-31T12:00" });
    const next = await send("three", { ...LARGE, at: "2027-01-01T00:00" });

    expect(reasonsOf(second)).toEqual([
      { code: "company_month_points", amount: 1_600_000, limit: 1_000_000, period: "2026-12" },
    ]);
    expect(stateOf(next)).toBe("scheduled");
  });

  it("goes beyond a hard limit by nobody, and names it", async () => {
    const { send, deps } = await setUpSending(policy);
    await send("one", LARGE);
    await send("two", LARGE);

    await expect(send("three", LARGE)).rejects.toMatchObject({
      code: "limit_exceeded",
      message:
        "company_month_points: 2400000 is above 2000000, the policy's limits.companyMonthPoints.refuseAbove.",
      limit: { code: "company_month_points", amount: 2_400_000, limit: 2_000_000, isRefused: true },
    });
    expect(await deps.payouts.get("three")).toMatchObject({ state: "ready", revision: 1 });
  });
});

describe("what is read for one decision", () => {
  it("is each list and each other payout once, however many limits it counts to", async () => {
    const low = { approvalAbove: 1 };
    const { deps, create, send, schedule } = await setUpSending({
      limits: { companyMonthPoints: low, recipientDayPoints: low, recipientMonthPoints: low },
    });
    const half: PayoutOfDay = {
      ...{ totalPoints: 600_000, payments: 600 },
      by: { ...MARKETER, email: "one@example.com" },
    };
    await send("one", half);
    await create("two", half);
    const read: string[] = [];
    const over = {
      ...deps,
      payouts: {
        ...deps.payouts,
        get: (payoutId: string) => {
          read.push(payoutId);
          return deps.payouts.get(payoutId);
        },
      },
      reservations: {
        ...deps.reservations,
        list: (of: string) => {
          read.push(of);
          return deps.reservations.list(of);
        },
      },
    };

    const second = await schedule("two", half, over);

    expect(reasonsOf(second)?.map(({ code }) => code)).toEqual([
      "company_month_points",
      "recipient_day_points",
      "recipient_month_points",
    ]);
    const ofLimits = read.filter((of) => of !== "two" && !of.startsWith("sheet#"));
    expect(ofLimits.toSorted()).toEqual([
      "company##2026-12",
      "one",
      "person##2026-12-01#email#one@example.com",
      `person##2026-12-01#id#${MARKETER.id}`,
    ]);
  });
});
