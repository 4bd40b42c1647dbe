import { describe, expect, it } from "vitest";
import type { Answer } from "../../../domain/distribution/points-api.ts";
import { MARKETER } from "../payout/payouts.ts";
import { createPayingWorld } from "./paying-world.ts";

const LOST = { kind: "pay_and_lose" } as const;
const DOWN: Answer = { kind: "in_doubt", code: "http_500", unavailable: true };

/** Stopped after some of its payments were paid. */
async function stoppedHalfway(api: Partial<Parameters<typeof createPayingWorld>[0]> = {}) {
  const world = await createPayingWorld({ users: 30, settings: { ratePerSecond: 10 }, ...api });
  await world.pay(world.clock.sleep(1_500).then(() => world.stop()));
  return world;
}

describe("ending a payout", () => {
  it("withdraws what was not asked for yet, asks for nobody, and reports as ever", async () => {
    const world = await stoppedHalfway();
    const paid = world.pointsApi.calls.length;
    expect(paid).toBeGreaterThan(5);
    await world.end();

    expect((await world.pay()).end).toEqual({ kind: "completed" });

    expect(world.pointsApi.calls).toHaveLength(paid);
    expect(await world.stored()).toMatchObject({
      state: "completed",
      endedBy: { by: MARKETER, reason: "The wrong sheet." },
      report: { counts: { payments: 30, paid, withdrawn: 30 - paid, pending: 0 } },
    });
    expect(await world.actions()).toEqual(["created", "started", "paused", "ended", "completed"]);
    expect(world.slack.files).toHaveLength(1);
  });

  it("finds out what may have been paid, by look-ups before anything else", async () => {
    const lost = (call: number) => (call === 3 ? LOST : undefined);
    const world = await stoppedHalfway({ alsoLooksUp: true, fault: lost });
    const { "user-2": before } = await world.outcomes();
    expect(before).toBe("paid");
    await world.end();
    await world.pay();

    expect([...world.pointsApi.grants.values()].every((count) => count === 1)).toBe(true);
  });

  it.each([
    ["key", "paid"],
    ["lookup", "paid"],
    ["none", "unknown in_doubt"],
  ] as const)(
    "leaves nothing in doubt in mode %s: what was in flight is %s",
    async (idempotency, outcome) => {
      let isDown = false;
      const world = await createPayingWorld({
        ...{
          users: 12,
          idempotency,
          settings: { unavailableAfterAnswers: 3, haltAfterMs: 60_000 },
        },
        fault: (call) => {
          if (call === 1) return LOST;
          return isDown || call < 9 ? { kind: "answer", answer: DOWN } : undefined;
        },
      });
      isDown = true;
      await world.pay();
      const { state } = await world.stored();
      isDown = false;
      if (state !== "completed") {
        await world.end();
        expect((await world.pay()).end).toEqual({ kind: "completed" });
      }

      const outcomes = await world.outcomes();
      expect(outcomes["user-0"]).toBe(outcome);
      expect(Object.values(outcomes)).not.toContain("sending");
      expect([...world.pointsApi.grants.values()].every((count) => count === 1)).toBe(true);
    },
  );

  it("ends although the points API is gone for good: what it can't tell is a person's", async () => {
    const world = await createPayingWorld({
      ...{ users: 9, settings: { unavailableAfterAnswers: 3, haltAfterMs: 60_000 } },
      fault: () => ({ kind: "answer", answer: DOWN }),
    });
    expect((await world.pay()).end).toEqual({ kind: "halted", reason: "points_api_unavailable" });
    const inDoubt = (await world.entries()).length;
    expect(inDoubt).toBeGreaterThan(0);
    await world.end();

    const { end, tookMs } = await world.pay();

    expect(end).toEqual({ kind: "completed" });
    expect(tookMs).toBeLessThan(60_000);
    expect(await world.stored()).toMatchObject({
      report: { counts: { unknown: inDoubt, withdrawn: 9 - inDoubt } },
    });
  });

  it("waits for what was accepted", async () => {
    let isDecided = false;
    const world = await stoppedHalfway({
      confirm: {
        deadlineMs: 3_600_000,
        says: () => (isDecided ? { kind: "paid" } : { kind: "pending", code: "queued" }),
      },
    });
    const accepted = world.pointsApi.calls.length;
    await world.end();
    await world.pay(world.clock.sleep(600_000).then(() => (isDecided = true)));

    expect(await world.stored()).toMatchObject({
      report: { counts: { paid: accepted, withdrawn: 30 - accepted } },
    });
  });

  it("is for good: it can't be resumed, and who ended it first stays", async () => {
    const world = await stoppedHalfway({
      confirm: { deadlineMs: 60_000, says: () => ({ kind: "pending", code: "queued" }) },
    });
    const { endedBy } = await world.end().then(() => world.endedBy());
    await world.pay(world.clock.sleep(10_000).then(() => world.stop()));
    expect(await world.stored()).toMatchObject({ state: "paused" });

    await expect(world.resume()).rejects.toMatchObject({ code: "payout_ended" });
    await world.end();
    expect((await world.pay()).end).toEqual({ kind: "completed" });
    expect(await world.endedBy()).toEqual({ endedBy });
  });

  it("is not possible while it is being paid, nor once it is complete", async () => {
    const world = await createPayingWorld({ users: 3 });
    await expect(world.end()).rejects.toMatchObject({ name: "WrongStateError" });
    await world.pay();
    await expect(world.end()).rejects.toMatchObject({ name: "WrongStateError" });
  });
});
