import { describe, expect, it } from "vitest";
import { toInstant } from "../../../domain/clock.ts";
import { idempotencyKeyOf } from "../../../domain/distribution/ledger.ts";
import { resolvePayment } from "../../../domain/distribution/resolve-payment.ts";
import { type Decision, resolvePayments } from "../../../domain/distribution/resolve-payments.ts";
import { resumePayout } from "../../../domain/distribution/stop-and-resume.ts";
import { APPROVER, MARKETER } from "../payout/payouts.ts";
import { createRecoveryWorld } from "./recovery-world.ts";

const NOTE = "포인트 시스템 기록에서 확인";
const MINUTE_MS = 60_000;
type States = Parameters<typeof createRecoveryWorld>[1];

async function setup(
  state: Parameters<typeof createRecoveryWorld>[0] = "completed",
  states: States = ["paid", "unknown", "unknown", "rejected", "unknown"],
) {
  const world = await createRecoveryWorld(state, states);
  const { payoutId, payouts, ledger, clock } = world;
  const resolve = (decisions: readonly Decision[], person = MARKETER) =>
    resolvePayments(world, payoutId, { decisions, note: NOTE }, person);
  /** `row outcome state` of each. */
  const outcomes = async (decisions: readonly Decision[], person = MARKETER) =>
    (await resolve(decisions, person)).payments.map(
      ({ row, userId, outcome, state: is }) => `${row ?? userId} ${outcome} ${is}`,
    );
  const trail = async () =>
    (await payouts.events(payoutId)).slice(1).map(({ action, why }) => `${action}: ${why}`);
  /** A worker takes the payment up, and is never heard of again. */
  const leave = async (row: number, fence = 1) => {
    const payment = { row, userId: `user-${row}`, points: 100 * (row - 1), reason: "이벤트" };
    const ref = { payoutId, chunk: Math.floor((row - 2) / 2), row };
    const idempotencyKey = idempotencyKeyOf(payoutId, row);
    await ledger.claim({ ref, payment, idempotencyKey, fence, at: toInstant(clock.nowMs()) });
  };
  const later = (ms: number) => clock.jumpTo(clock.nowMs() + ms);
  return { ...world, world, resolve, outcomes, trail, leave, later };
}

const asPaid = (...rows: readonly number[]) => rows.map((row) => ({ row, as: "paid" as const }));

describe("settling many payments at once", () => {
  it("settles each, with one event, and counts them once", async () => {
    const { outcomes, stored, trail, entryOf, clock } = await setup();
    const revision = (await stored()).revision;

    expect(await outcomes([...asPaid(3, 6), { row: 4, as: "not_paid" }])).toEqual([
      "3 settled paid",
      "6 settled paid",
      "4 proposed unknown",
    ]);

    const at = toInstant(clock.nowMs());
    expect(await entryOf(4)).toMatchObject({
      code: "in_doubt",
      proposed: { as: "not_paid", note: NOTE, by: MARKETER, at },
    });
    expect(await stored()).toMatchObject({
      revision: revision + 1,
      report: { counts: { paid: 3, rejected: 1, unknown: 1, proposed: 1 }, resultIsBehind: true },
    });
    expect(await trail()).toEqual([`recounted: 3 payments: 2 paid, 1 not_paid proposed. ${NOTE}`]);
  });

  it("as not paid takes two people, and one event of each call", async () => {
    const { outcomes, stored, trail, later } = await setup();
    const all = [3, 4, 6].map((row) => ({ row, as: "not_paid" as const }));
    expect(await outcomes(all)).toEqual([3, 4, 6].map((row) => `${row} proposed unknown`));
    later(5_000);
    expect(await outcomes(all)).toEqual([3, 4, 6].map((row) => `${row} proposed unknown`));
    expect(await stored()).toMatchObject({ report: { counts: { unknown: 3, proposed: 3 } } });
    const takenBack = [{ row: 6, as: "unknown" as const }];
    expect(await outcomes(takenBack)).toEqual(["6 taken_back unknown"]);
    later(5_000);
    expect(await outcomes(takenBack)).toEqual(["6 taken_back unknown"]);
    expect(await stored()).toMatchObject({ report: { counts: { unknown: 3, proposed: 2 } } });
    expect(await outcomes(all, APPROVER)).toEqual([
      ...["3 settled rejected", "4 settled rejected"],
      "6 proposed unknown",
    ]);
    expect(await stored()).toMatchObject({
      report: { counts: { rejected: 3, unknown: 1, proposed: 1 } },
    });
    expect(await trail()).toEqual([
      `settlement_proposed: 3 payments: not_paid proposed. ${NOTE}`,
      `settlement_proposed: 1 payment: taken back. ${NOTE}`,
      `recounted: 3 payments: 2 not_paid confirmed, 1 not_paid proposed. ${NOTE}`,
    ]);
  });

  it("finds the payments of users, and says who has none", async () => {
    const { outcomes, trail } = await setup("halted");
    const as = "not_paid";
    const users = ["user-4", "user-3", "user-2", "nobody"].map(
      (userId) => ({ userId, as }) as const,
    );
    expect(await outcomes(users)).toEqual([
      "4 proposed unknown",
      "3 proposed unknown",
      "2 payment_not_unknown paid",
      "nobody payment_not_found undefined",
    ]);
    expect(await trail()).toEqual([`settlement_proposed: 2 payments: not_paid proposed. ${NOTE}`]);
  });

  it("leaves what can't be settled, and says why of each", async () => {
    const { outcomes, world, payoutId, trail } = await setup("halted", [
      "paid",
      "unknown",
      "rejected",
      "pending",
    ]);
    const other = { row: 3, as: "not_paid", note: "기록 없음" } as const;
    await resolvePayment(world, payoutId, other, MARKETER);
    await resolvePayment(world, payoutId, other, APPROVER);
    expect(await outcomes(asPaid(2, 3, 4, 5, 99))).toEqual([
      "2 payment_not_unknown paid",
      "3 resolved_otherwise rejected",
      "4 payment_not_unknown rejected",
      "5 payment_not_unknown pending",
      "99 payment_not_found undefined",
    ]);
    expect(await trail()).toEqual([
      "settlement_proposed: Row 3: not_paid proposed. 기록 없음",
      "payment_resolved: Row 3: not_paid confirmed. 기록 없음",
    ]);
  });

  it("may be asked again in the same words, by anyone and one by one, and keeps the first", async () => {
    const { outcomes, trail, later, world, payoutId } = await setup();
    await outcomes(asPaid(3, 4));
    later(5_000);
    expect(await outcomes(asPaid(3, 4), APPROVER)).toEqual(["3 settled paid", "4 settled paid"]);
    const again = { row: 4, as: "paid", note: NOTE } as const;
    await resolvePayment(world, payoutId, again, APPROVER);
    await resolvePayment(world, payoutId, { ...again, row: 6 }, APPROVER);
    later(5_000);
    expect(await outcomes(asPaid(3, 6))).toEqual(["3 settled paid", "6 settled paid"]);
    expect(await trail()).toEqual([
      `recounted: 2 payments: paid. ${NOTE}`,
      `recounted: Row 6: paid. ${NOTE}`,
    ]);
  });

  it("finishes what a crash between ledger and payout left, beside what is new", async () => {
    const { resolve, payouts, payoutId, stored, trail, later } = await setup();
    const change = payouts.change;
    payouts.change = () => Promise.reject(new Error("crash"));
    await expect(resolve(asPaid(3, 4))).rejects.toThrow("crash");
    payouts.change = change;
    later(5_000);

    await resolve(asPaid(3, 4, 6), APPROVER);

    expect(await stored()).toMatchObject({ report: { counts: { paid: 4, unknown: 0 } } });
    expect((await trail()).toSorted()).toEqual([
      `recounted: 1 payment: paid. ${NOTE}`,
      `recounted: 2 payments: paid. ${NOTE}`,
    ]);
    const events = await payouts.events(payoutId);
    expect(events.slice(1).map(({ by }) => "id" in by && by.id)).toEqual(
      expect.arrayContaining([MARKETER.id, APPROVER.id]),
    );
  });

  it("by two at once settles and notes each payment once", async () => {
    const { resolve, trail, stored } = await setup();
    await Promise.all([resolve(asPaid(3, 4)), resolve(asPaid(6), APPROVER)]);
    expect(await stored()).toMatchObject({ report: { counts: { paid: 4, unknown: 0 } } });
    expect((await trail()).toSorted()).toEqual([
      `recounted: 1 payment: paid. ${NOTE}`,
      `recounted: 2 payments: paid. ${NOTE}`,
    ]);
  });

  it("waits until the payout is stopped, and still notes what was settled before", async () => {
    const { resolve, outcomes, payouts, world, payoutId, trail, entryOf, ...deps } = await setup(
      "halted",
      ["unknown", "unknown"],
    );
    const change = payouts.change;
    payouts.change = () => Promise.reject(new Error("crash"));
    await expect(resolve(asPaid(2))).rejects.toThrow("crash");
    payouts.change = change;
    const starter = { start: async () => undefined };
    await resumePayout({ ...deps, payouts, starter }, payoutId, {}, MARKETER);

    await expect(resolve(asPaid(3))).rejects.toMatchObject({ code: "stop_first" });
    expect(await outcomes(asPaid(2, 3))).toEqual(["2 settled paid", "3 stop_first unknown"]);
    expect((await trail()).at(-1)).toBe(`payment_resolved: 1 payment: paid. ${NOTE}`);
    expect((await entryOf(3))?.state).toBe("unknown");
  });

  it("is refused for a payout that is not there", async () => {
    const { world } = await setup();
    const request = { decisions: asPaid(2), note: NOTE };
    await expect(resolvePayments(world, "none", request, MARKETER)).rejects.toMatchObject({
      code: "payout_not_found",
    });
  });
});

describe("a payment that a halted payout left on its way", () => {
  it("is a person's to settle a quarter of an hour after, and nobody asks for it again", async () => {
    const { outcomes, leave, later, ledger, payoutId, world, entryOf } = await setup("halted", [
      "pending",
      "pending",
      "unknown",
    ]);
    await leave(2);
    await leave(3);
    later(15 * MINUTE_MS);
    expect(await outcomes(asPaid(2))).toEqual(["2 payment_not_unknown sending"]);
    later(1);
    expect(await outcomes(asPaid(2))).toEqual(["2 settled paid"]);
    for (const person of [MARKETER, APPROVER]) {
      await resolvePayment(world, payoutId, { row: 3, as: "not_paid", note: NOTE }, person);
    }
    expect(await entryOf(3)).toMatchObject({ state: "rejected", code: "resolved_not_paid" });
    for (const row of [2, 3]) {
      const payment = { row, userId: `user-${row}`, points: 100 * (row - 1), reason: "이벤트" };
      const ref = { payoutId, chunk: 0, row };
      const idempotencyKey = idempotencyKeyOf(payoutId, row);
      const at = "2026-11-24T00:00:00.000Z";
      const claim = await ledger.claim({ ref, payment, idempotencyKey, fence: 9, at });
      expect(claim).toEqual({ kind: "taken" });
    }
  });

  it("is nobody's but its worker's in a payout that is paused", async () => {
    const { outcomes, leave, later } = await setup("paused", ["pending"]);
    await leave(2);
    later(60 * MINUTE_MS);
    expect(await outcomes(asPaid(2))).toEqual(["2 payment_not_unknown sending"]);
  });
});
