import { describe, expect, it } from "vitest";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import { claimPayout } from "../../../domain/distribution/claim-payout.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../../domain/distribution/settings.ts";
import { type Cause, changePayout } from "../../../domain/payout/change-payout.ts";
import { approvePayout } from "../../../domain/payout/decide-approval.ts";
import { getPayout } from "../../../domain/payout/get-payout.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { APPROVER, MARKETER } from "../payout/payouts.ts";
import { type PayoutOfDay, setUpSending } from "../payout/sending-world.ts";

const PAYOUT: PayoutOfDay = { totalPoints: 600_000, payments: 600 };

async function setup(policy: object = {}) {
  const world = await setUpSending(policy);
  const approve = async (payoutId: string) => {
    const { revision } = await getPayout(world.deps.payouts, payoutId);
    return await approvePayout(world.deps, payoutId, { revision }, APPROVER);
  };
  async function fire(payout: Payout, now: object = policy) {
    if (payout.state !== "scheduled") throw new Error(`It is ${payout.state}.`);
    const { payoutId, generation, schedule } = payout;
    const firing = { payoutId, generation, scheduleName: schedule.name, run: 1 };
    const deps = {
      ...world.deps,
      policy: policySchema.parse(now),
      chunkSize: 500,
      settings: DEFAULT_PAYING_SETTINGS,
    };
    return (await claimPayout(deps, firing, "execution-1")).kind;
  }
  const stored = async (payoutId: string) => await world.deps.payouts.get(payoutId);
  return { ...world, approve, fire, stored };
}

/** By the sweeper, ten minutes after its time. */
function findOverdue(payout: Payout | undefined, nowMs: number) {
  if (payout?.state !== "scheduled") throw new Error("It is not scheduled.");
  const overdueSince = new Date(nowMs).toISOString();
  const schedule = { ...payout.schedule, overdueSince };
  return changePayout("found_overdue", payout, { schedule }, causeAt(nowMs));
}

function restoreLedger(payout: Payout | undefined, nowMs: number) {
  if (payout === undefined) throw new Error("It is gone.");
  const ledgerRestoredAt = new Date(nowMs).toISOString();
  return changePayout("ledger_restored", payout, { ledgerRestoredAt }, causeAt(nowMs));
}

function causeAt(nowMs: number): Cause {
  return { by: { kind: "system", name: "watch" }, nowMs, eventId: "changed" };
}

const reasonsOf = (payout: Payout | undefined) =>
  payout?.state === "ready" ? payout.sentBack?.reasons : undefined;

describe("a payout whose time has come", () => {
  it("is paid while nothing has changed", async () => {
    const { send, fire } = await setup();
    expect(await fire(await send("one", PAYOUT))).toBe("pay");
  });

  it("goes back where the limit is lower now, and says why", async () => {
    const { send, fire, stored, deps } = await setup();
    const sent = await send("one", PAYOUT);
    const policy = { limits: { payoutPointsWithoutHistory: { approvalAbove: 500_000 } } };

    expect(await fire(sent, policy)).toBe("sent_back");
    expect(await fire(sent, policy)).toBe("sent_back");

    expect(await stored("one")).toMatchObject({
      state: "ready",
      sentBack: {
        reasons: [
          { code: "no_history", amount: 600_000, limit: 500_000 },
          { code: "person_day_points", amount: 600_000, limit: 500_000 },
        ],
        localTime: "2026-12-01T12:00:00",
        requestedBy: MARKETER,
      },
    });
    const events = await deps.payouts.events("one");
    expect(events.slice(2)).toMatchObject([
      {
        action: "sent_back",
        by: { kind: "system", name: "distribute" },
        why: "It may not be paid as it is: no_history (600000, above 500000); person_day_points (600000, above 500000).",
      },
    ]);
  });

  it("is paid by an approval that covers why it needs one, and not beyond a hard limit", async () => {
    const { send, fire, approve, stored } = await setup();
    await send("one", { ...PAYOUT, totalPoints: 2_000_000 });
    const approved = await approve("one");

    const refused = { limits: { companyMonthPoints: { refuseAbove: 1_500_000 } } };
    expect(await fire(approved)).toBe("pay");
    await send("two", { ...PAYOUT, totalPoints: 2_000_000 });
    expect(await fire(await approve("two"), refused)).toBe("sent_back");
    expect(reasonsOf(await stored("two"))).toEqual([
      {
        code: "company_month_points",
        amount: 4_000_000,
        limit: 1_500_000,
        period: "2026-12",
        isRefused: true,
      },
    ]);
  });

  it("goes back for what its approver did not see", async () => {
    const { send, fire, approve, stored } = await setup();
    await send("one", { ...PAYOUT, totalPoints: 2_000_000 });
    const approved = await approve("one");
    const stricter = { limits: { paymentPoints: { approvalAbove: 1_000 } } };

    expect(await fire(approved, stricter)).toBe("sent_back");
    expect(reasonsOf(await stored("one"))).toMatchObject([{ code: "payment_above_limit" }]);
  });

  it("does not make way for payouts that were scheduled after it", async () => {
    const { send, fire, approve } = await setup();
    const first = await send("one", PAYOUT);
    await send("two", PAYOUT);
    const second = await approve("two");

    expect(await fire(first)).toBe("pay");
    expect(await fire(second)).toBe("pay");
  });

  it.each([
    ["was found overdue", findOverdue],
    ["had the table restored beneath it", restoreLedger],
  ])("does not make way for them either once it %s", async (_, happensTo) => {
    const policy = {
      limits: {
        companyMonthPoints: { approvalAbove: 1_000_000 },
        personDayPoints: { approvalAbove: 10_000_000 },
      },
    };
    const { send, fire, approve, stored, deps, clock } = await setup(policy);
    await send("one", PAYOUT);
    clock.jumpTo(clock.nowMs() + 60_000);
    await send("two", PAYOUT);
    const second = await approve("two");
    clock.jumpTo(Date.parse("2026-12-01T03:10:00.000Z"));
    const changed = happensTo(await stored("one"), clock.nowMs());
    await deps.payouts.change(changed.payout, changed.event);

    expect(await fire(changed.payout, policy)).toBe("pay");
    expect(await fire(second, policy)).toBe("pay");
  });

  it("goes back for another payout of the same sheet that nobody acknowledged", async () => {
    const strict = { warnings: { enforce: "api" } };
    const { send, fire, stored, deps } = await setup(strict);
    const same = { ...PAYOUT, totalPoints: 3_000, users: "everybody" };
    const first = await send("one", { ...same, acknowledgedWarnings: [] });
    const acknowledgedWarnings = ["paid_lately_same:one"];
    const second = await send("two", { ...same, acknowledgedWarnings });

    // The second was scheduled in the knowledge of the first.
    expect(await fire(first, strict)).toBe("pay");
    expect(await fire(second, strict)).toBe("pay");

    const third = await send("three", {
      ...same,
      acknowledgedWarnings: ["paid_lately_same:one", "paid_lately_same:two"],
    });
    // As an earlier version scheduled it, which looked at lists alone.
    if (third.state !== "scheduled") throw new Error("It is not scheduled.");
    const { acknowledgedWarnings: _, ...schedule } = third.schedule;
    const unticked = { ...third, schedule: { ...schedule, acknowledgedWarnings: [] } };
    const revision = third.revision + 1;
    const event = (await deps.payouts.events("three")).at(-1);
    if (event === undefined) throw new Error("There is no event.");
    await deps.payouts.change({ ...unticked, revision }, { ...event, eventId: "again", revision });
    expect(await fire({ ...unticked, revision }, strict)).toBe("sent_back");
    expect(reasonsOf(await stored("three"))).toMatchObject([
      { code: "warning_unacknowledged", amount: 2, warnings: [{}, {}] },
    ]);
  });

  it("is sent back once, pays nobody, loses its schedule, and the channel is told", async () => {
    const world = await setUpSending();
    const { clock, deps } = world;
    const sent = await world.send("one", { totalPoints: 2_800, payments: 7 });
    if (sent.state !== "scheduled") throw new Error("It is not scheduled.");
    const pointsApi = createScriptedPointsApi({ clock });
    const { payouts, scheduler } = deps;
    const distribution = createMemoryDistribution({ payouts, scheduler, pointsApi, clock });
    const policy = policySchema.parse({ approvalAbovePoints: 2_000 });
    const { engine } = createMemoryEngine({ clock, executionName: "execution-1" });
    const { name: scheduleName, generation } = sent.schedule;
    const firing = { payoutId: "one", generation, scheduleName, run: 1 };

    const end = await clock.run(distributePayout({ ...distribution.deps, policy }, firing, engine));

    expect(end).toMatchObject({ kind: "sent_back" });
    expect(pointsApi.calls).toEqual([]);
    expect(scheduler.existing.size).toBe(0);
    const texts = distribution.slack.messages.map(({ message }) => message.text);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain("Not paid: 7 payments · 2,800 points");
    expect(texts[1]).toContain("A payout was not paid at its time");
    expect(texts[1]).toContain("The total of 2,800 points is above 2,000");
  });
});
