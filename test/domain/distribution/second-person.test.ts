import { describe, expect, it } from "vitest";
import { resolvePayment } from "../../../domain/distribution/resolve-payment.ts";
import { resumePayout } from "../../../domain/distribution/stop-and-resume.ts";
import { listPayments } from "../../../domain/report/list-payments.ts";
import { APPROVER, MARKETER } from "../payout/payouts.ts";
import { createRecoveryWorld } from "./recovery-world.ts";

const NOTE = "포인트 시스템 기록에 없음";
type Word = "paid" | "not_paid" | "unknown";

async function setup(state: "paused" | "halted" | "completed" = "halted") {
  const world = await createRecoveryWorld(state, ["paid", "unknown", "unknown", "rejected"]);
  const { payoutId, clock, payouts } = world;
  const say = async (row: number, as: Word, person = MARKETER, note = NOTE) => {
    clock.jumpTo(clock.nowMs() + 1_000);
    return (await resolvePayment(world, payoutId, { row, as, note }, person)).entry;
  };
  const trail = async () =>
    (await payouts.events(payoutId)).slice(1).map(({ action, by, why }) => {
      return `${by.name} ${action}: ${why}`;
    });
  const listed = async (query: { proposed?: true; state?: "unknown" }) => {
    const { items } = await listPayments(world, await world.stored(), { ...query, limit: 10 });
    return items.map(({ payment }) => payment.row);
  };
  return { ...world, say, trail, listed };
}

describe("a payment that one person says was not paid", () => {
  it("stays unknown, and can't be retried, until another person says so as well", async () => {
    const { say, entryOf, trail, listed } = await setup();

    const proposed = await say(3, "not_paid");

    expect(proposed).toMatchObject({ state: "unknown", code: "in_doubt" });
    expect(proposed.proposed).toEqual({
      ...{ as: "not_paid", note: NOTE, by: MARKETER },
      at: "2026-11-23T01:00:01.000Z",
    });
    expect(proposed).not.toHaveProperty("resolution");
    expect([await listed({ proposed: true }), await listed({ state: "unknown" })]).toEqual([
      [3],
      [3, 4],
    ]);
    expect(await say(3, "not_paid")).toEqual(proposed);

    const settled = await say(3, "not_paid", APPROVER, "저도 못 찾음");
    expect(settled).toMatchObject({
      state: "rejected",
      code: "resolved_not_paid",
      proposed: proposed.proposed,
      resolution: { as: "not_paid", note: "저도 못 찾음", by: APPROVER },
    });
    expect(await say(3, "not_paid")).toEqual(settled);
    expect(await entryOf(3)).toEqual(settled);
    expect(await listed({ proposed: true })).toEqual([]);
    expect(await trail()).toEqual([
      `Marketer settlement_proposed: Row 3: not_paid proposed. ${NOTE}`,
      "Approver payment_resolved: Row 3: not_paid confirmed. 저도 못 찾음",
    ]);
  });

  it("is settled at once by who says that it was paid, and nothing is proposed any more", async () => {
    const { say, listed } = await setup();
    await say(3, "not_paid", APPROVER);
    const settled = await say(3, "paid");
    expect(settled).toMatchObject({ state: "paid", resolution: { by: MARKETER } });
    expect(settled).not.toHaveProperty("proposed");
    expect(await listed({ proposed: true })).toEqual([]);
  });

  it("is told of in other words by who proposed it, or taken back", async () => {
    const { say, trail, stored } = await setup("completed");
    await say(3, "not_paid");
    const at = "2026-11-23T01:00:02.000Z";
    expect(await say(3, "not_paid", MARKETER, "11월 기록 전체에 없음")).toMatchObject({
      state: "unknown",
      proposed: { note: "11월 기록 전체에 없음", at },
    });
    expect(await stored()).toMatchObject({ report: { counts: { unknown: 2, proposed: 1 } } });
    const back = await say(3, "unknown", MARKETER, "다시 보겠습니다");
    expect(back).toMatchObject({ state: "unknown", proposed: { as: "unknown" } });
    expect(await say(3, "unknown", MARKETER, "다시 보겠습니다")).toEqual(back);
    expect(await say(4, "unknown")).not.toHaveProperty("proposed");
    expect(await stored()).not.toHaveProperty("report.counts.proposed");
    // From here on it is proposed anew.
    expect(await say(3, "not_paid", APPROVER)).toMatchObject({ state: "unknown" });
    expect(await trail()).toEqual([
      `Marketer settlement_proposed: Row 3: not_paid proposed. ${NOTE}`,
      "Marketer settlement_proposed: Row 3: not_paid proposed. 11월 기록 전체에 없음",
      "Marketer settlement_proposed: Row 3: taken back. 다시 보겠습니다",
      `Approver settlement_proposed: Row 3: not_paid proposed. ${NOTE}`,
    ]);
  });

  it("is noted though a crash came between ledger and payout, and the payout was resumed since", async () => {
    const { say, payouts, payoutId, trail, ...world } = await setup("paused");
    const { change } = payouts;
    payouts.change = () => Promise.reject(new Error("crash"));
    await expect(say(3, "not_paid")).rejects.toThrow("crash");
    payouts.change = change;
    const starter = { start: async () => undefined };
    await resumePayout({ ...world, payouts, starter }, payoutId, {}, MARKETER);

    await expect(say(3, "not_paid", APPROVER)).rejects.toMatchObject({ code: "stop_first" });
    expect(await say(3, "not_paid")).toMatchObject({ state: "unknown" });
    expect((await trail()).at(-1)).toBe(
      `Marketer settlement_proposed: Row 3: not_paid proposed. ${NOTE}`,
    );
    await expect(say(3, "unknown")).rejects.toMatchObject({ code: "stop_first" });
  });

  it("may not be taken back once it is settled, nor where nothing is unknown", async () => {
    const { say } = await setup();
    await say(3, "not_paid");
    await say(3, "not_paid", APPROVER);
    await expect(say(3, "unknown")).rejects.toMatchObject({ code: "resolved_otherwise" });
    await expect(say(2, "unknown")).rejects.toMatchObject({ code: "payment_not_unknown" });
  });
});
