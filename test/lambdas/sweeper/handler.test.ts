import { describe, expect, it } from "vitest";
import type { Payout } from "../../../domain/payout/payout.ts";
import { createdEvent, payoutIn } from "../../domain/payout/payouts.ts";
import { captureStdout } from "../emf-lines.ts";
import { createSweeperWorld } from "./sweeper-world.ts";

describe("the sweeper's handler", () => {
  it("takes the end of an execution for the payout of that name", async () => {
    const { ended, execution, logged, stateNow, payoutId } = await createSweeperWorld();
    await ended(execution, "STOPPED");
    const what = { name: execution, status: "STOPPED", found: ["died"], told: [payoutId] };
    expect(logged).toEqual([["execution ended", what]]);
    expect(await stateNow()).toBe("halted");
  });

  it("takes the rule's event for a look at all payouts", async () => {
    const { look, logged, stateNow } = await createSweeperWorld();
    await look();
    expect(logged).toEqual([["watched", { found: [], told: [] }]]);
    expect(await stateNow()).toBe("distributing");
  });

  it("does not fail as long as nobody connected Slack, and halts what died all the same", async () => {
    const { ended, execution, logged, slack, stateNow } = await createSweeperWorld();
    slack.fail("any", { code: "not_set_up" });
    await ended(execution, "STOPPED");
    expect(await stateNow()).toBe("halted");
    expect(logged).toEqual([["Slack is not connected yet", { code: "not_set_up" }]]);
  });

  it("fails on events that no rule of ours passes", async () => {
    const { handler, ended, execution, stateNow } = await createSweeperWorld();
    await expect(ended(execution, "SUCCEEDED")).rejects.toThrow();
    await expect(handler({ "detail-type": "Another" })).rejects.toThrow();
    expect(await stateNow()).toBe("distributing");
  });
});

describe("what the sweeper measures", () => {
  const dimensions = { service: "payouts", stage: "dev" };
  const halted = { name: "PayoutsHalted", value: 1, unit: "Count", dimensions };
  const waiting = (value: number) => ({
    name: "UnknownsWaiting",
    value,
    unit: "Count",
    dimensions,
  });

  const atRisk = (value: number) => ({
    name: "RefreshTokensAtRisk",
    value,
    unit: "Count",
    dimensions,
  });

  /** A payout beside the one of the setup, with as many payments `unknown` in report and ledger. */
  async function add(
    { payouts, ledger }: Awaited<ReturnType<typeof createSweeperWorld>>,
    payoutId: string,
    payout: Payout,
    unknown: { readonly reported: number; readonly now: number },
  ) {
    const { reported, now } = unknown;
    const counted =
      payout.state === "completed"
        ? { report: { ...payout.report, counts: countsWith(reported) } }
        : {};
    const added = { ...payout, ...counted, payoutId };
    await payouts.create(added, createdEvent(added));
    const none = { rejected: 0, accepted: 0, withdrawn: 0, pointsPaid: 0 };
    await ledger.closeChunk(payoutId, {
      ...none,
      status: "closed",
      chunk: 0,
      paid: 3 - now,
      unknown: now,
    });
  }
  const countsWith = (unknown: number) => ({
    ...{ payments: 3, rejected: 0, accepted: 0, withdrawn: 0, pending: 0 },
    paid: 3 - unknown,
    unknown,
  });

  it("is the payments that wait for a person, of completed and of halted payouts", async () => {
    const { measured } = captureStdout();
    const world = await createSweeperWorld();
    await add(world, "P-WAITS", payoutIn("completed"), { reported: 2, now: 2 });
    await add(world, "P-HALTED", payoutIn("halted"), { reported: 0, now: 1 });
    await add(world, "P-PAID", payoutIn("completed"), { reported: 0, now: 0 });
    await add(world, "P-PROVED-SINCE", payoutIn("completed"), { reported: 1, now: 0 });

    await world.look();

    expect(measured()).toEqual([atRisk(0), waiting(3)]);
  });

  it("is none once nobody waits, so that the alarm ends, and of what is long past", async () => {
    const { measured } = captureStdout();
    const world = await createSweeperWorld();
    const createdAt = new Date(world.clock.nowMs() - 91 * 86_400_000).toISOString();
    const old = { ...payoutIn("completed"), createdAt };
    await add(world, "P-OLD", old, { reported: 2, now: 2 });

    await world.look();

    expect(measured()).toEqual([atRisk(0), waiting(0)]);
  });

  it("is measured although Slack can't be told", async () => {
    const { measured } = captureStdout();
    const world = await createSweeperWorld();
    await add(world, "P-WAITS", payoutIn("completed"), { reported: 2, now: 2 });
    world.slack.fail("any", "refused", 100);

    await expect(world.look()).rejects.toThrow("The channel does not answer.");

    expect(measured()).toEqual([atRisk(0), waiting(2)]);
  });

  it("is a refresh token that ends soon or is refused, with the reason in the log, and all the rest", async () => {
    const { measured } = captureStdout();
    const health = { state: "refused", isAtRisk: true, why: "It answered 400." } as const;
    const world = await createSweeperWorld({ keep: async () => health });
    await add(world, "P-WAITS", payoutIn("completed"), { reported: 2, now: 2 });

    await world.look();

    expect(measured()).toEqual([atRisk(1), waiting(2)]);
    expect(world.logged).toEqual([
      ["refresh token", health],
      ["watched", { found: [], told: [] }],
    ]);
  });

  it("is payouts that a later version wrote, which keep none of the others from being looked after", async () => {
    const { measured } = captureStdout();
    const world = await createSweeperWorld();
    const { look, ended, execution, payouts, logged, stateNow } = world;
    const later = Object.assign({ ...payoutIn("distributing") }, { distribution: {} });
    for (const payoutId of ["P-LATER-1", "P-LATER-2"]) {
      const payout = { ...later, payoutId };
      await payouts.create(payout, createdEvent(payout));
    }

    await look();
    expect(measured()).toEqual([
      ...[atRisk(0), waiting(0)],
      { name: "PayoutsUnreadable", value: 2, unit: "Count", dimensions },
    ]);
    expect(logged).toContainEqual([
      "payouts can't be read by this version",
      { payoutIds: expect.arrayContaining(["P-LATER-1", "P-LATER-2"]) },
    ]);
    await ended(execution, "FAILED");
    expect(await stateNow()).toBe("halted");
  });

  it("is a payout that it halts, once", async () => {
    const { measured } = captureStdout();
    const { ended, execution } = await createSweeperWorld();

    await ended(execution, "TIMED_OUT");
    await ended(execution, "TIMED_OUT");

    expect(measured()).toEqual([halted]);
  });
});
