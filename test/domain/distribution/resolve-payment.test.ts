import { describe, expect, it } from "vitest";
import { resolvePayment } from "../../../domain/distribution/resolve-payment.ts";
import { resumePayout } from "../../../domain/distribution/stop-and-resume.ts";
import { PayoutChangedError } from "../../../domain/payout/payout-store.ts";
import { APPROVER, MARKETER } from "../payout/payouts.ts";
import { createRecoveryWorld } from "./recovery-world.ts";

const NOTE = "포인트 시스템 기록에서 확인";

async function setup(
  state: Parameters<typeof createRecoveryWorld>[0] = "completed",
  states: Parameters<typeof createRecoveryWorld>[1] = ["paid", "unknown", "unknown", "rejected"],
) {
  const world = await createRecoveryWorld(state, states);
  const resolve = (row: number, as: "paid" | "not_paid", person = MARKETER) =>
    resolvePayment(world, world.payoutId, { row, as, note: NOTE }, person);
  /** As not paid it takes two. */
  const resolveNotPaid = async (row: number) => {
    await resolve(row, "not_paid", APPROVER);
    return await resolve(row, "not_paid");
  };
  const refusal = (asked: Promise<unknown>) =>
    asked.then(
      () => "done",
      (error: { code?: string; name: string }) => error.code ?? error.name,
    );
  return { ...world, resolve, resolveNotPaid, refusal };
}

describe("resolving a payment that is unknown", () => {
  it.each(["paid", "not_paid"] as const)(
    "as %s leaves its event once, though the same word overtakes it on the way to the trail",
    async (as) => {
      const { resolve, ledger, payouts, payoutId } = await setup();
      const { resolve: write } = ledger;
      ledger.resolve = async (asked) => {
        ledger.resolve = write;
        const entry = await write(asked);
        await resolve(3, as);
        return entry;
      };
      await resolve(3, as);
      expect((await payouts.events(payoutId)).map(({ why }) => why)).toHaveLength(2);
    },
  );

  it("as paid settles it, recounts the report, and leaves who, when and why", async () => {
    const { resolve, entryOf, stored, payouts, payoutId } = await setup();

    const { entry } = await resolve(3, "paid");

    const at = "2026-11-23T01:00:00.000Z";
    expect(entry).toMatchObject({
      state: "paid",
      settledAt: at,
      resolution: { as: "paid", note: NOTE, by: MARKETER, at },
    });
    expect(entry).not.toHaveProperty("code");
    expect(await entryOf(3)).toEqual(entry);
    expect(await stored()).toMatchObject({
      state: "completed",
      report: {
        counts: { payments: 4, paid: 2, rejected: 1, unknown: 1, pending: 0 },
        points: { total: 1_000, paid: 300 },
        resultIsBehind: true,
      },
    });
    expect((await payouts.events(payoutId)).at(-1)).toMatchObject({
      action: "recounted",
      from: "completed",
      to: "completed",
      by: { kind: "person", ...MARKETER },
      why: `Row 3: paid. ${NOTE}`,
    });
  });

  it("as not paid rejects it under a code of its own, once a second person says so", async () => {
    const { resolveNotPaid, stored } = await setup();
    const { entry } = await resolveNotPaid(4);
    expect(entry).toMatchObject({ state: "rejected", code: "resolved_not_paid" });
    expect(await stored()).toMatchObject({
      report: { counts: { payments: 4, paid: 1, rejected: 2, unknown: 1, pending: 0 } },
    });
  });

  it("counts both when two are resolved at once", async () => {
    const { resolve, stored, actions } = await setup();
    await resolve(4, "not_paid");
    await Promise.all([resolve(3, "paid"), resolve(4, "not_paid", APPROVER)]);
    expect(await stored()).toMatchObject({
      report: {
        counts: {
          payments: 4,
          paid: 2,
          rejected: 2,
          unknown: 0,
          accepted: 0,
          withdrawn: 0,
          pending: 0,
        },
      },
    });
    expect(await actions()).toEqual([
      ...["created", "settlement_proposed"],
      ...["recounted", "recounted"],
    ]);
  });

  it.each(["paused", "halted"] as const)(
    "keeps a %s payout as it is, with an event",
    async (state) => {
      const { resolve, stored, actions } = await setup(state, ["unknown", "pending"]);
      await resolve(2, "paid");
      expect((await stored()).state).toBe(state);
      expect(await actions()).toEqual(["created", "payment_resolved"]);
    },
  );

  it("may be asked again in the same words, by anyone, and keeps the first", async () => {
    const { resolve, actions, clock } = await setup();
    const first = await resolve(3, "paid");
    clock.jumpTo(clock.nowMs() + 5_000);
    const again = await resolve(3, "paid", APPROVER);
    expect(again.entry).toEqual(first.entry);
    expect(await actions()).toEqual(["created", "recounted"]);
  });

  it("stands in the trail once though two bring the same word at once", async () => {
    const { resolve, payouts, stored, actions } = await setup();
    const { change, events } = payouts;
    const isAtChange = Promise.withResolvers<void>();
    const mayChange = Promise.withResolvers<void>();
    payouts.change = async (...changed) => {
      payouts.change = change;
      isAtChange.resolve();
      await mayChange.promise;
      await change(...changed);
    };
    const first = resolve(3, "paid");
    await isAtChange.promise;
    payouts.events = async (payoutId) => {
      payouts.events = events;
      const before = await events(payoutId);
      mayChange.resolve();
      await first;
      return before;
    };

    await resolve(3, "paid", APPROVER);

    expect(await actions()).toEqual(["created", "recounted"]);
    expect(await stored()).toMatchObject({ report: { counts: { paid: 2, unknown: 1 } } });
  });

  it("finishes what a crash between ledger and payout left", async () => {
    const { resolve, payouts, stored, payoutId, clock, ledger } = await setup();
    const change = payouts.change;
    payouts.change = () => Promise.reject(new Error("crash"));
    await expect(resolve(3, "paid")).rejects.toThrow("crash");
    payouts.change = change;
    expect((await stored()).revision).toBe(1);

    clock.jumpTo(clock.nowMs() + 5_000);
    await resolve(3, "paid", APPROVER);

    expect(await stored()).toMatchObject({ report: { counts: { paid: 2, unknown: 1 } } });
    expect((await payouts.events(payoutId)).at(-1)?.by).toEqual({ kind: "person", ...MARKETER });
    expect((await ledger.tallies(payoutId)).reduce((sum, { paid }) => sum + paid, 0)).toBe(2);
  });

  it.each(["paused", "halted"] as const)(
    "leaves its event though a %s payout is resumed between ledger and trail",
    async (state) => {
      const { resolve, ledger, stored, payouts, payoutId, entryOf, ...deps } = await setup(state, [
        "unknown",
        "pending",
      ]);
      const settle = ledger.resolve;
      ledger.resolve = async (request) => {
        const entry = await settle(request);
        const starter = { start: async () => undefined };
        await resumePayout({ ...deps, payouts, starter }, payoutId, {}, MARKETER);
        return entry;
      };

      const { payout } = await resolve(2, "paid");

      expect(payout.state).toBe("distributing");
      expect(await entryOf(2)).toMatchObject({ state: "paid", resolution: { as: "paid" } });
      expect((await payouts.events(payoutId)).slice(1)).toMatchObject([
        { action: "resumed" },
        { action: "payment_resolved", from: "distributing", by: { kind: "person", ...MARKETER } },
      ]);
    },
  );

  it("leaves its event though the payout was resumed after a crash between the two", async () => {
    const { resolve, payouts, payoutId, actions, refusal, ...deps } = await setup("halted", [
      "unknown",
      "unknown",
    ]);
    const { change } = payouts;
    payouts.change = () => Promise.reject(new Error("crash"));
    await expect(resolve(2, "paid")).rejects.toThrow("crash");
    payouts.change = change;
    const starter = { start: async () => undefined };
    await resumePayout({ ...deps, payouts, starter }, payoutId, {}, MARKETER);

    await resolve(2, "paid", APPROVER);

    expect(await actions()).toEqual(["created", "resumed", "payment_resolved"]);
    expect((await payouts.events(payoutId)).at(-1)?.by).toEqual({ kind: "person", ...MARKETER });
    // What nobody has settled yet is still its worker's.
    expect(await refusal(resolve(3, "paid"))).toBe("stop_first");
  });

  it("gives up when others keep changing the payout", async () => {
    const { resolve, payouts } = await setup();
    payouts.change = () => Promise.reject(new PayoutChangedError("p"));
    await expect(resolve(3, "paid")).rejects.toThrow(PayoutChangedError);
  });

  it("yields to evidence that comes later", async () => {
    const { resolveNotPaid, ledger, payoutId, entryOf } = await setup();
    await resolveNotPaid(3);
    const ref = { payoutId, chunk: 0, row: 3 };
    const settlement = { state: "paid", transactionId: "late" } as const;
    expect(await ledger.settle({ ref, settlement, fence: 1, at: "2026-11-23T02:00:00.000Z" })).toBe(
      true,
    );
    expect(await entryOf(3)).toMatchObject({
      state: "paid",
      transactionId: "late",
      resolution: { as: "not_paid" },
    });
  });
});

describe("is refused", () => {
  it("for a payment that is not unknown", async () => {
    const { resolve, refusal } = await setup("halted", ["paid", "rejected", "pending"]);
    for (const row of [2, 3, 4]) {
      expect(await refusal(resolve(row, "paid"))).toBe("payment_not_unknown");
    }
  });

  it("for another word than the first, and for a row without a payment", async () => {
    const { resolve, resolveNotPaid, refusal } = await setup();
    await resolveNotPaid(3);
    expect(await refusal(resolve(3, "paid"))).toBe("resolved_otherwise");
    expect(await refusal(resolve(1, "paid"))).toBe("payment_not_found");
    expect(await refusal(resolve(99, "paid"))).toBe("payment_not_found");
  });

  it("while it is being paid, or goes on by itself", async () => {
    const distributing = await setup("distributing", ["unknown"]);
    expect(await distributing.refusal(distributing.resolve(2, "paid"))).toBe("stop_first");
    const paused = await setup("paused", ["unknown"]);
    const payout = await paused.stored();
    if (payout.state !== "paused") throw new Error("It is not paused.");
    paused.payouts.get = async () => ({
      ...payout,
      pause: { ...payout.pause, reason: "points_api_unavailable" },
    });
    expect(await paused.refusal(paused.resolve(2, "paid"))).toBe("stop_first");
    expect((await paused.entryOf(2))?.state).toBe("unknown");
  });
});
