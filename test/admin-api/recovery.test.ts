import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResolvePaymentsBody } from "../../admin-api/schemas/requests.ts";
import { ApiProblemError } from "../../cli/admin-api-client.ts";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import type { Settlement } from "../../domain/distribution/ledger.ts";
import type { PayoutState } from "../../domain/payout/payout.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { ALIKE, seoulTimeIn, startDistribution } from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error: unknown) => {
      if (!(error instanceof ApiProblemError)) throw error;
      return `${error.problem.status} ${error.problem.code}`;
    },
  );

const OUTCOMES: Readonly<Record<"paid" | "rejected" | "unknown" | "accepted", Settlement>> = {
  paid: { state: "paid", transactionId: "t-1" },
  rejected: { state: "rejected", code: "http_404", detail: "no such user" },
  unknown: { state: "unknown", code: "in_doubt" },
  accepted: { state: "accepted", reference: "queue-1" },
};
type Outcomes = readonly (keyof typeof OUTCOMES)[];

/** A payout of three payments in rows 2 to 4, settled so and then brought to that state. */
async function setup(state: PayoutState, outcomes: Outcomes = ["paid", "rejected", "unknown"]) {
  const { payoutId, payments, at, change, claim } = await startDistribution(world);
  for (const [index, outcome] of outcomes.entries()) {
    const ref = await claim(index + 2);
    await world.stores.ledger.settle({ ref, settlement: OUTCOMES[outcome], fence: 1, at });
  }
  if (state === "paused")
    await change("paused", { pause: { reason: "stopped_by_person", since: at } });
  if (state === "halted") await change("halted", { halt: { reason: "execution_died", at } });
  if (state === "completed") {
    const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
    const [paid, rejected, unknown] = [count("paid"), count("rejected"), count("unknown")];
    const counts = {
      payments: 3,
      paid,
      rejected,
      unknown,
      accepted: 0,
      withdrawn: 0,
      pending: 3 - outcomes.length,
    };
    const points = { total: 600, paid: 100 };
    const resultKey = `results/${payoutId}/result.xlsx`;
    await change("completed", { report: { finishedAt: at, counts, points, resultKey } });
  }
  const marketer = await world.clientOf("marketer");
  const approver = await world.clientOf("approver");
  return { payoutId, payments, marketer, approver, change };
}

const MARKETER = { id: "marketer", name: "마케터 (marketer)" };

describe("stop and resume", () => {
  it("pause a payout, by an approver as well, who lets it go on in a new run", async () => {
    const { payoutId, marketer } = await setup("distributing", []);
    const approver = await world.clientOf("approver");
    const reason = "금액이 이상합니다";
    const by = { id: "approver", name: "승인자 (approver)" };
    expect(await approver.stop(payoutId, reason)).toMatchObject({
      state: "paused",
      pause: { reason: "stopped_by_person", by, note: reason },
      brake: { by, kind: "stopped", reason },
    });
    expect((await marketer.stop(payoutId)).state).toBe("paused");
    const refused = await marketer.resume(payoutId).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      problem: {
        status: 403,
        code: "needs_approver",
        message: {
          ko: expect.stringContaining(
            "승인자 (approver) 님이 멈춘 지급입니다 (사유: 금액이 이상합니다)",
          ),
          en: expect.stringContaining("stopped this payout (reason: 금액이 이상합니다)"),
        },
      },
    });

    const resumed = await approver.resume(payoutId, "확인했습니다");
    expect(resumed.state).toBe("distributing");
    expect(resumed.brake).toBeUndefined();
    const payout = await world.stores.payouts.get(payoutId);
    if (payout?.state !== "distributing") throw new Error("It is not being paid.");
    const { name: scheduleName, generation } = payout.schedule;
    expect(world.started.filter(({ firing }) => firing.payoutId === payoutId)).toEqual([
      {
        firing: { payoutId, generation, scheduleName, run: 2 },
        executionName: `${scheduleName}-r2`,
      },
    ]);
    const { items } = await marketer.events(payoutId);
    expect(items.slice(-2).map(({ action, by, why }) => [action, by.name, why])).toEqual([
      ["paused", "승인자 (approver)", "금액이 이상합니다"],
      ["resumed", "승인자 (approver)", "확인했습니다"],
    ]);
  });

  it("are refused where there is nothing to stop or to resume", async () => {
    const { payoutId, marketer } = await setup("completed");
    expect(await refusal(marketer.stop(payoutId))).toBe("409 wrong_state");
    expect(await refusal(marketer.resume(payoutId))).toBe("409 wrong_state");
    expect(await refusal(marketer.stop("none"))).toBe("404 payout_not_found");
    const viewer = await world.clientOf("viewer");
    expect(await refusal(viewer.stop(payoutId))).toBe("403 wrong_role");
  });
});

describe("end", () => {
  it.each(["paused", "halted"] as const)(
    "closes what is %s in a new run, for good",
    async (state) => {
      const { payoutId, marketer } = await setup(state, ["paid", "accepted"]);

      const ended = await marketer.end(payoutId, " 예산이 줄었습니다 ");

      const { at } = ended.endedBy ?? {};
      const reason = "예산이 줄었습니다";
      expect(ended).toMatchObject({
        state: "distributing",
        counts: { payments: 3, paid: 1, accepted: 1, pending: 1 },
        progress: { settled: 1, of: 3 },
        endedBy: { by: MARKETER, at, reason },
      });
      expect(ended).not.toHaveProperty("pause");
      expect(ended).not.toHaveProperty("halt");
      const payout = await world.stores.payouts.get(payoutId);
      if (payout?.state !== "distributing") throw new Error("It is not being paid.");
      const { name: scheduleName, generation } = payout.schedule;
      expect(world.started.filter(({ firing }) => firing.payoutId === payoutId)).toEqual([
        {
          firing: { payoutId, generation, scheduleName, run: 2 },
          executionName: `${scheduleName}-r2`,
        },
      ]);
      const { items } = await marketer.events(payoutId);
      expect(items.at(-1)).toMatchObject({ action: "ended", by: MARKETER, why: reason });
      const { items: listed } = await marketer.payouts({ state: "distributing" });
      expect(listed.find((each) => each.payoutId === payoutId)?.endedBy?.reason).toBe(reason);
      expect(world.told).toContain(payoutId);
      expect(await refusal(marketer.end(payoutId, "다시"))).toBe("409 wrong_state");
    },
  );

  it("is gone on with when it pauses, and nothing else is: it is not resumed", async () => {
    const { payoutId, marketer } = await setup("paused", ["paid"]);
    await marketer.end(payoutId, "예산이 줄었습니다");
    await marketer.stop(payoutId);
    expect(await refusal(marketer.resume(payoutId))).toBe("409 payout_ended");

    const again = await marketer.end(payoutId, "마저 확인합니다");

    expect(again).toMatchObject({
      state: "distributing",
      endedBy: { by: MARKETER, reason: "예산이 줄었습니다" },
    });
    expect(world.started.at(-1)?.firing).toMatchObject({ payoutId, run: 3 });
  });

  it("is refused without a reason, by who may not, and where there is nothing to end", async () => {
    const { payoutId, marketer } = await setup("paused", []);
    expect(await refusal(marketer.end(payoutId, "  "))).toBe("400 invalid_request");
    for (const role of ["viewer", "approver"]) {
      const client = await world.clientOf(role);
      expect(await refusal(client.end(payoutId, "이유"))).toBe("403 wrong_role");
    }
    for (const state of ["distributing", "completed"] as const) {
      const other = await setup(state, []);
      expect(await refusal(marketer.end(other.payoutId, "이유"))).toBe("409 wrong_state");
    }
    expect(await refusal(marketer.end("none", "이유"))).toBe("404 payout_not_found");
  });
});

describe("what a person has to know of it", () => {
  it("is why it paused as many were refused: code, words of both, and a row", async () => {
    const { payoutId, marketer, change } = await setup("distributing", ["rejected"]);
    const pause = {
      reason: "many_refused",
      since: "2026-11-21T00:00:00.000Z",
      code: "http_404",
      detail: "http_404: no such user",
      row: 3,
    } as const;
    await change("paused", { pause });
    const why = { ko: "없는 사용자입니다", en: "No such user" };
    expect((await marketer.payout(payoutId)).pause).toEqual({ ...pause, why });
  });

  it("is under which reference a payment was accepted, and why one was refused", async () => {
    const { payoutId, marketer } = await setup("paused", ["rejected", "accepted"]);
    const { items } = await marketer.payments(payoutId);
    expect(items).toMatchObject([
      {
        state: "rejected",
        code: "http_404",
        why: { ko: "없는 사용자입니다", en: "No such user" },
      },
      {
        state: "accepted",
        reference: `paysheet-${payoutId}-3`,
        acceptedReference: "queue-1",
        acceptedAt: "2026-11-21T00:00:00.000Z",
      },
      { state: "pending" },
    ]);
    const accepted = await marketer.payments(payoutId, { state: "accepted" });
    expect(accepted.items.map(({ row }) => row)).toEqual([3]);
    expect(accepted.items[0]).not.toHaveProperty("why");
  });
});

describe("resolve", () => {
  it("settles an unknown payment, and recounts the payout", async () => {
    const { payoutId, payments, marketer } = await setup("completed");
    const note = "포인트 시스템 기록에서 확인";

    const resolved = await marketer.resolve(payoutId, 4, { as: "paid", note });

    const { at } = resolved.resolution ?? {};
    expect(resolved).toMatchObject({
      ...payments[2],
      state: "paid",
      resolution: { as: "paid", note, by: MARKETER, at },
    });
    expect(await marketer.resolve(payoutId, 4, { as: "paid", note: "또" })).toEqual(resolved);
    expect(await marketer.payout(payoutId)).toMatchObject({
      state: "completed",
      counts: {
        payments: 3,
        paid: 2,
        rejected: 1,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pending: 0,
      },
      points: { total: 600, paid: 400 },
    });
    const listed = await marketer.payments(payoutId, { state: "paid" });
    expect(listed.items.map(({ row }) => row)).toEqual([2, 4]);
    const { items } = await marketer.events(payoutId);
    expect(items.at(-1)).toMatchObject({ action: "recounted", why: `Row 4: paid. ${note}` });
  });

  it("is refused for anything else", async () => {
    const { payoutId, marketer, approver } = await setup("halted");
    const body = { as: "not_paid", note: "없음" } as const;
    expect(await refusal(marketer.resolve(payoutId, 2, body))).toBe("409 payment_not_unknown");
    expect(await refusal(marketer.resolve(payoutId, 5, body))).toBe("404 payment_not_found");
    await marketer.resolve(payoutId, 4, body);
    await approver.resolve(payoutId, 4, body);
    const other = marketer.resolve(payoutId, 4, { ...body, as: "paid" });
    expect(await refusal(other)).toBe("409 resolved_otherwise");
    expect(await refusal(marketer.resolve(payoutId, 4, { ...body, note: " " }))).toBe(
      "400 invalid_request",
    );
    const running = await setup("distributing");
    expect(await refusal(running.marketer.resolve(running.payoutId, 4, body))).toBe(
      "409 stop_first",
    );
    const viewer = await world.clientOf("viewer");
    expect(await refusal(viewer.resolve(payoutId, 4, body))).toBe("403 wrong_role");
  });

  it("as not paid takes two people, of whom one may be an approver", async () => {
    const { payoutId, payments, marketer, approver } = await setup("completed");
    const note = "기록에 없음";

    const proposed = await marketer.resolve(payoutId, 4, { as: "not_paid", note });

    const by = MARKETER;
    const { at } = proposed.proposed ?? {};
    expect(proposed).toMatchObject({ ...payments[2], state: "unknown" });
    expect(proposed.proposed).toEqual({ as: "not_paid", note, by, at });
    expect(await marketer.resolve(payoutId, 4, { as: "not_paid", note })).toEqual(proposed);
    expect((await marketer.payout(payoutId)).counts).toMatchObject({ unknown: 1, proposed: 1 });
    expect((await approver.payments(payoutId, { proposed: "true" })).items).toEqual([proposed]);
    expect(await refusal(marketer.retry(payoutId, [4]))).toBe("409 payment_not_rejected");

    const other = { as: "not_paid", note: "저도 못 찾음" } as const;
    const settled = await approver.resolve(payoutId, 4, other);

    expect(settled).toMatchObject({
      state: "rejected",
      code: "resolved_not_paid",
      proposed: { note, by },
      resolution: { ...other, by: { id: "approver", name: "승인자 (approver)" } },
    });
    const { counts } = await marketer.payout(payoutId);
    expect(counts).toMatchObject({ rejected: 2, unknown: 0 });
    expect(counts).not.toHaveProperty("proposed");
    const { items } = await marketer.events(payoutId);
    expect(items.slice(-2).map(({ action, why }) => [action, why])).toEqual([
      ["settlement_proposed", `Row 4: not_paid proposed. ${note}`],
      ["recounted", "Row 4: not_paid confirmed. 저도 못 찾음"],
    ]);
  });

  it("is taken back, or settled as paid by who knows better", async () => {
    const { payoutId, marketer, approver } = await setup("halted", ["unknown", "unknown"]);
    const rows = { rows: [2, 3], note: "기록에 없음" };
    await marketer.resolveMany(payoutId, { ...rows, as: "not_paid" });
    const back = await marketer.resolve(payoutId, 2, { as: "unknown", note: "다시 보겠습니다" });
    expect(back.state).toBe("unknown");
    expect(back).not.toHaveProperty("proposed");
    const paid = await approver.resolve(payoutId, 3, { as: "paid", note: "기록에 있음" });
    expect(paid).toMatchObject({ state: "paid", resolution: { as: "paid" } });
    expect((await approver.payments(payoutId, { proposed: "true" })).items).toEqual([]);
  });
});

describe("resolve many", () => {
  const note = "포인트 시스템 기록에서 확인";

  it("settles what is named by row or user, and says what became of each", async () => {
    const { payoutId, payments, marketer, approver } = await setup("completed", [
      "unknown",
      "rejected",
      "unknown",
    ]);
    const userId = payments[2]?.userId ?? "";
    const request = {
      as: "not_paid" as const,
      note,
      rows: [2, 3, 99],
      userIds: [userId, "nobody"],
    };
    const left = [
      { row: 3, userId: payments[1]?.userId, outcome: "payment_not_unknown", state: "rejected" },
      { row: 99, outcome: "payment_not_found" },
      { userId: "nobody", outcome: "payment_not_found" },
    ];
    const named = (outcome: string, state: string) => [
      { row: 2, userId: payments[0]?.userId, outcome, state },
      ...left.slice(0, 2),
      { row: 4, userId, outcome, state },
      ...left.slice(2),
    ];

    expect(await approver.resolveMany(payoutId, request)).toEqual({
      settled: 0,
      proposed: 2,
      payments: named("proposed", "unknown"),
    });
    expect(await marketer.resolveMany(payoutId, request)).toEqual({
      settled: 2,
      proposed: 0,
      payments: named("settled", "rejected"),
    });
    expect((await marketer.payout(payoutId)).counts).toMatchObject({ rejected: 3, unknown: 0 });
    const { items } = await marketer.events(payoutId);
    expect(items.at(-1)).toMatchObject({
      action: "recounted",
      by: MARKETER,
      why: `2 payments: not_paid confirmed. ${note}`,
    });
    expect(items.filter(({ action }) => action === "settlement_proposed")).toHaveLength(1);
    expect(items.filter(({ action }) => action === "recounted")).toHaveLength(1);
  });

  it("settles a list of rows, each with what became of it", async () => {
    const { payoutId, marketer } = await setup("halted", ["unknown", "unknown"]);
    const list = [
      { row: 2, as: "paid" },
      { row: 3, as: "not_paid" },
    ] as const;
    const { settled, payments } = await marketer.resolveMany(payoutId, {
      note,
      payments: [...list],
    });
    expect([settled, payments.map(({ state }) => state)]).toEqual([1, ["paid", "unknown"]]);
  });

  it("takes two thousand names in one call, and no more", async () => {
    const { payoutId, marketer } = await setup("halted", ["unknown"]);
    const names = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => ({ row: 2_000_000 + index, as: "not_paid" }) as const,
      );
    const { payments } = await marketer.resolveMany(payoutId, { note, payments: names(2_000) });
    expect(payments).toHaveLength(2_000);
    const more = marketer.resolveMany(payoutId, { note, payments: names(2_001) });
    expect(await refusal(more)).toBe("400 invalid_request");
  });

  it("is refused for what is not well said, by who may not, and while it is being paid", async () => {
    const { payoutId, marketer } = await setup("halted", ["unknown"]);
    const wrong: readonly ResolvePaymentsBody[] = [
      { note, as: "paid" },
      { note, rows: [2] },
      { note, as: "paid", rows: [] },
      { note: " ", as: "paid", rows: [2] },
      { note, as: "paid", rows: [2], payments: [{ row: 2, as: "paid" }] },
      {
        note,
        payments: [
          { row: 2, as: "paid" },
          { row: 2, as: "not_paid" },
        ],
      },
    ];
    for (const body of wrong) {
      expect(await refusal(marketer.resolveMany(payoutId, body))).toBe("400 invalid_request");
    }
    const body = { note, as: "paid" as const, rows: [2] };
    const viewer = await world.clientOf("viewer");
    expect(await refusal(viewer.resolveMany(payoutId, body))).toBe("403 wrong_role");
    const running = await setup("distributing", ["unknown"]);
    expect(await refusal(marketer.resolveMany(running.payoutId, body))).toBe("409 stop_first");
    expect(await refusal(marketer.resolveMany("none", body))).toBe("404 payout_not_found");
  });
});

describe("retry", () => {
  it("makes a payout of the rejected that is checked, and scheduled like any other", async () => {
    const { payoutId, payments, marketer } = await setup("completed");

    const retry = await marketer.retry(payoutId);
    expect(retry).toMatchObject({
      state: "uploading",
      title: "12월 이벤트 (재지급)",
      retryOf: payoutId,
      createdBy: MARKETER,
    });
    const ready = await waitForPayout(marketer, retry.payoutId, {
      until: ["ready", "invalid"],
      pollEveryMs: 20,
    });
    expect(ready).toMatchObject({
      state: "ready",
      retryOf: payoutId,
      check: {
        payments: 1,
        totalPoints: 200,
        problems: [],
        sample: [{ row: 2, userId: payments[1]?.userId, points: 200 }],
      },
    });
    const at = seoulTimeIn(3600);
    const scheduled = await marketer.schedule(retry.payoutId, {
      at,
      expectedTotalPoints: 200,
      acknowledgedWarnings: ALIKE,
    });
    expect(scheduled.state).toBe("scheduled");
    const listed = await marketer.payments(payoutId, { state: "rejected" });
    expect(listed.items).toMatchObject([{ row: 3, retriedBy: retry.payoutId }]);
    const { items } = await marketer.events(payoutId);
    expect(items.at(-1)).toMatchObject({
      action: "retried",
      why: `Rejected payments: 1. New payout: ${retry.payoutId}.`,
    });
  });

  it("takes a payment once, unless the payout that took it is cancelled", async () => {
    const outcomes = ["rejected", "rejected", "unknown"] as const;
    const { payoutId, marketer, approver } = await setup("completed", outcomes);
    for (const person of [marketer, approver]) {
      await person.resolve(payoutId, 4, { as: "not_paid", note: "없음" });
    }
    const first = await marketer.retry(payoutId, [3, 4]);
    const again = marketer.retry(payoutId, [2, 4]);
    await expect(again).rejects.toMatchObject({
      problem: {
        code: "already_retried",
        message: { en: expect.stringContaining(`(${first.payoutId})`) },
      },
    });
    await waitForPayout(marketer, first.payoutId, { until: ["ready"], pollEveryMs: 20 });
    await marketer.cancel(first.payoutId);
    const second = await marketer.retry(payoutId);
    const until = ["ready", "invalid"] as const;
    const ready = await waitForPayout(marketer, second.payoutId, { until, pollEveryMs: 20 });
    expect(ready.check).toMatchObject({ payments: 3, totalPoints: 600 });
  });

  it("of what people settled as not paid waits for a third person, who did not", async () => {
    const outcomes = ["paid", "paid", "unknown"] as const;
    const { payoutId, marketer, approver } = await setup("completed", outcomes);
    const admin = await world.clientOf("admin");
    const word = { as: "not_paid", note: "기록에 없음" } as const;
    // One person alone, in whatever words and however often.
    await marketer.resolve(payoutId, 4, word);
    await marketer.resolve(payoutId, 4, { ...word, note: "정말 없음" });
    await marketer.resolveMany(payoutId, { ...word, rows: [4] });
    expect(await refusal(marketer.retry(payoutId))).toBe("409 nothing_to_retry");
    expect(await refusal(marketer.retry(payoutId, [4]))).toBe("409 payment_not_rejected");

    await approver.resolve(payoutId, 4, word);
    const { payoutId: retryId } = await marketer.retry(payoutId);
    const until = ["ready", "invalid"] as const;
    const ready = await waitForPayout(marketer, retryId, { until, pollEveryMs: 20 });
    expect(ready.settledBy?.map(({ id }) => id)).toEqual(["marketer", "approver"]);
    const at = seoulTimeIn(3600);
    const asked = await marketer.schedule(retryId, { at, expectedTotalPoints: 300 });
    expect(asked.state).toBe("awaiting_approval");
    expect(await refusal(approver.approve(retryId, asked.revision))).toBe("403 own_settlement");
    expect((await approver.decline(retryId, asked.revision, "다시 확인합시다")).state).toBe(
      "ready",
    );
    const again = await marketer.schedule(retryId, { at, expectedTotalPoints: 300 });
    expect((await admin.approve(retryId, again.revision)).state).toBe("scheduled");
  });

  it("is refused where there is nothing to retry", async () => {
    const { payoutId, marketer } = await setup("completed", ["paid", "rejected", "paid"]);
    expect(await refusal(marketer.retry(payoutId, [2, 3]))).toBe("409 payment_not_rejected");
    expect(await refusal(marketer.retry(payoutId, []))).toBe("400 invalid_request");
    const allPaid = await setup("halted", ["paid"]);
    expect(await refusal(allPaid.marketer.retry(allPaid.payoutId))).toBe("409 nothing_to_retry");
    const running = await setup("distributing");
    expect(await refusal(running.marketer.retry(running.payoutId))).toBe("409 wrong_state");
    const approver = await world.clientOf("approver");
    expect(await refusal(approver.retry(payoutId))).toBe("403 wrong_role");
  });
});
