import { describe, expect, it } from "vitest";
import { idempotencyKeyOf, type LedgerState } from "../../../domain/distribution/ledger.ts";
import { retriedPaymentsOf } from "../../../domain/distribution/retried-payments.ts";
import { retryPayout } from "../../../domain/distribution/retry-payout.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import type { Access } from "../../../domain/personal-data/access-trail.ts";
import { eraseUser, requestErasure } from "../../../domain/personal-data/erase-user.ts";
import { type EraseRequest, eraseRequestSchema } from "../../../domain/personal-data/erasure.ts";
import { foldUserId } from "../../../domain/personal-data/user-id-hash.ts";
import { NOTHING_COUNTED } from "../../../domain/receipt/receipt.ts";
import { listUserPayments } from "../../../domain/report/list-user-payments.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { createMemoryErasable } from "../../doubles/memory-erasable.ts";
import { createMemoryLedger, createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { APPROVER, createdEvent, MARKETER, payoutIn } from "../payout/payouts.ts";

const USER = "Hong@Example.com";
const HASH = "erased-hong@example.com";
const AT = "2026-11-23T00:00:00.000Z";

type Row = readonly [userId: string, state: Exclude<LedgerState, "sending" | "accepted">];

function setup() {
  const clock = createVirtualClock(Date.parse(AT));
  const payouts = createMemoryPayoutStore();
  const ledger = createMemoryLedger();
  const erasable = createMemoryErasable();
  const accesses: Access[] = [];
  const started: string[] = [];
  let made = 0;
  const deps = {
    ...{ payouts, ledger, clock },
    ...erasable,
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
    hashUserId: async (userId: string) => `erased-${foldUserId(userId)}`,
    accesses: { record: async (access: Access) => void accesses.push(access) },
    eraser: { erase: async (_: EraseRequest, name: string) => void started.push(name) },
    deliveryStates: {
      get: async (payoutId: string) =>
        payoutId === "told" ? { done: ["file:result-told.xlsx"] } : undefined,
    },
  };

  async function add(payoutId: string, about: Payout, rows: readonly Row[] = []) {
    const payments = rows.map(([userId], index) => ({
      row: index + 2,
      userId,
      points: 100,
      reason: `생일 ${userId}`,
      extras: { phone: "010-1234-5678" },
    }));
    erasable.sheetsOf.set(payoutId, [rows.map(([userId]) => userId)]);
    if (rows.length > 0) erasable.chunksOf.set(`${payoutId}/0`, payments);
    for (const [index, payment] of payments.entries()) {
      const ref = { payoutId, chunk: 0, row: payment.row };
      const idempotencyKey = idempotencyKeyOf(payoutId, payment.row);
      await ledger.claim({ ref, payment, idempotencyKey, fence: 1, at: AT });
      const state = rows[index]?.[1] ?? "paid";
      const detail = `said of ${payment.userId}`;
      const settlement =
        state === "paid" || state === "withdrawn" ? { state } : { state, code: "c", detail };
      await ledger.settle({ ref, settlement, fence: 1, at: AT });
    }
    await ledger.openChunk(payoutId, 0);
    const distribution = { startedAt: AT, chunkSize: 500, chunkCount: 1, run: 1, execution: "e" };
    const payout = {
      ...about,
      payoutId,
      createdAt: AT,
      ...("distribution" in about && { distribution }),
    };
    await payouts.create(payout, createdEvent(payout));
  }
  async function erase(userId = USER) {
    const erasure = await requestErasure(deps, { userId, reason: "요청" }, APPROVER);
    const { engine } = createMemoryEngine({ clock });
    await eraseUser(deps, { eraseUser: erasure.userIdHash, run: erasure.run }, engine);
    return (await erasable.erasures.get(erasure.userIdHash))?.result;
  }
  const entry = (payoutId: string, row: number) => ledger.get({ payoutId, chunk: 0, row });
  const reported = (failures: readonly string[]): Payout => {
    const example = payoutIn("completed");
    return {
      ...example,
      report: {
        ...example.report,
        failures: failures.map((userId, index) => ({
          ...{ row: index + 2, userId, points: 100, state: "rejected" as const },
          ...{ code: "c", detail: `said of ${userId}` },
        })),
      },
    };
  };
  return { ...deps, deps, add, erase, entry, reported, accesses, started, clock };
}

describe("erasing a user", () => {
  it("puts the keyed hash in the place of the id in ledger, chunks and report, and deletes the files", async () => {
    const world = setup();
    const { add, erase, entry, chunksOf, sheetsOf, payouts, ledger, reported } = world;
    await add("told", reported([USER, "other"]), [
      [USER, "rejected"],
      ["other", "rejected"],
      ["hong@example.com", "paid"],
    ]);
    await add("without", reported([]), [["other", "paid"]]);

    expect(await erase()).toEqual({
      payouts: 2,
      payments: 2,
      files: 2,
      outcomes: [
        { payoutId: "told", payments: 2, files: 2, inSlack: { failure: true, workbook: true } },
      ],
      moreOutcomes: 0,
      unreadableSheets: 0,
    });

    expect(await entry("told", 2)).toMatchObject({ userId: HASH, state: "rejected", points: 100 });
    expect(await entry("told", 2)).not.toHaveProperty("reason");
    expect(await entry("told", 2)).not.toHaveProperty("extras");
    expect(await entry("told", 2)).not.toHaveProperty("detail");
    expect(await entry("told", 3)).toMatchObject({ userId: "other", detail: "said of other" });
    expect(chunksOf.get("told/0")).toEqual([
      { row: 2, userId: HASH, points: 100 },
      {
        ...{ row: 3, userId: "other", points: 100, reason: "생일 other" },
        extras: { phone: "010-1234-5678" },
      },
      { row: 4, userId: HASH, points: 100 },
    ]);
    expect([...sheetsOf.keys()]).toEqual(["without"]);
    const payout = await payouts.get("told");
    expect(payout).toMatchObject({
      state: "completed",
      report: { resultIsBehind: true, failures: [{ userId: HASH }, { userId: "other" }] },
    });
    expect(JSON.stringify(payout)).not.toMatch(/hong@example.com(?!")/i);
    expect((await payouts.events("told")).at(-1)).toMatchObject({
      action: "user_erased",
      by: { id: APPROVER.id },
    });
    expect((await ledger.ofUser(USER, { limit: 9 })).items).toEqual([]);
    // Who gives the id is still told what was paid, in whatever letter case.
    const { items } = await listUserPayments(world, "HONG@example.com", { limit: 9 });
    expect(items.map((item) => [item.entry.row, item.entry.state])).toEqual([
      [4, "paid"],
      [2, "rejected"],
    ]);
  });

  it("takes what was found of the user out of the receipt, and still counts it", async () => {
    const world = setup();
    await world.add("told", payoutIn("completed"), [
      [USER, "paid"],
      ["other", "paid"],
    ]);
    const finding = { code: "other_transaction", chunk: 0, transactionId: `tx-${USER}` } as const;
    await world.receipts.save({
      ...{ payoutId: "told", run: 1, revision: 1, scope: "all", state: "done" },
      ...{ startedAt: AT, updatedAt: AT, finishedAt: AT, next: { chunk: 0, afterRow: 3 } },
      ...{ counted: NOTHING_COUNTED, findingCount: 2 },
      findings: [
        { ...finding, row: 2 },
        { ...finding, row: 3, transactionId: "tx-2" },
      ],
    });
    await world.erase();

    const receipt = await world.receipts.get("told");
    expect(receipt).toMatchObject({ state: "done", findingCount: 2, findings: [{ row: 3 }] });
    expect(JSON.stringify(receipt)).not.toContain(USER);
  });

  it("leaves what may still be paid, retried or settled, and says which and why", async () => {
    const { add, erase, entry, ledger, deleted, sheetsOf } = setup();
    await add("unsettled", payoutIn("completed"), [
      [USER, "paid"],
      [USER, "unknown"],
    ]);
    await add("retried", payoutIn("completed"), [[USER, "rejected"]]);
    const ref = { payoutId: "retried", chunk: 0, row: 2 };
    await ledger.markRetried({ ref, retriedBy: "ready" });
    await add("taken", payoutIn("completed"), [[USER, "paid"]]);
    const taken = { payoutId: "taken", chunk: 0, row: 2 };
    await ledger.markReversed({ ref: taken, reversedBy: "ready" });
    await add("halted", payoutIn("halted"), [[USER, "paid"]]);
    await add("ready", payoutIn("ready"));
    await add("scheduled", payoutIn("scheduled"));
    await add("other", payoutIn("scheduled"));
    for (const payoutId of ["ready", "scheduled"]) sheetsOf.set(payoutId, [["회원ID", USER]]);
    sheetsOf.set("other", [["other"]]);

    const result = await erase();

    expect(result?.outcomes.map(({ payoutId, stays }) => `${payoutId}: ${stays}`).sort()).toEqual([
      "halted: can_still_pay",
      "ready: can_still_pay",
      "retried: being_retried",
      "scheduled: can_still_pay",
      "taken: being_reversed",
      "unsettled: unsettled",
    ]);
    expect(result).toMatchObject({ payouts: 7, payments: 0, files: 0 });
    expect(deleted).toEqual([]);
    for (const payoutId of ["unsettled", "retried", "taken", "halted"]) {
      expect(await entry(payoutId, 2)).toMatchObject({ userId: USER });
    }
  });

  it("erases whom another user's payment was corrected to, once the retry is over", async () => {
    const { add, erase, entry, ledger } = setup();
    await add("original", payoutIn("completed"), [["hong.gildon", "rejected"]]);
    const ref = { payoutId: "original", chunk: 0, row: 2 };
    await ledger.markRetried({ ref, retriedBy: "retry", retriedAs: USER });
    await add("retry", payoutIn("ready"));

    expect(await erase()).toMatchObject({
      outcomes: expect.arrayContaining([
        expect.objectContaining({ payoutId: "original", stays: "being_retried" }),
      ]),
    });
    expect(await entry("original", 2)).toMatchObject({ retriedAs: USER });
    await add("retry-over", payoutIn("completed"), [[USER, "paid"]]);
    await ledger.markRetried({ ref, retriedBy: "retry-over", retriedAs: USER, instead: "retry" });

    await erase();

    const erased = await entry("original", 2);
    const { userId } = (await entry("retry-over", 2)) ?? {};
    expect(userId).not.toBe(USER);
    expect(erased).toMatchObject({ userId: "hong.gildon", retriedAs: userId });
  });

  it("makes way for a retry that takes a payment up meanwhile", async () => {
    const { deps, add, erase, entry, ledger } = setup();
    await add("original", payoutIn("completed"), [[USER, "rejected"]]);
    await add("retry", payoutIn("ready"));
    const { eraseUser: erasing } = ledger;
    deps.ledger.eraseUser = async (request) => {
      await ledger.markRetried({ ref: request.ref, retriedBy: "retry" });
      return await erasing(request);
    };

    expect(await erase()).toMatchObject({
      payments: 0,
      outcomes: [{ payoutId: "original", stays: "being_retried" }],
    });

    expect(await entry("original", 2)).toMatchObject({ userId: USER });
  });

  it("deletes the sheets of payouts that never paid, whichever version holds the user", async () => {
    const { add, erase, sheetsOf } = setup();
    for (const state of ["invalid", "cancelled"] as const) await add(state, payoutIn(state));
    await add("broken", payoutIn("invalid"));
    await add("other", payoutIn("cancelled"));
    sheetsOf.set("invalid", [["hong@example.com"], ["mended"]]);
    sheetsOf.set("cancelled", [["someone else"], [USER]]);
    sheetsOf.set("broken", ["unreadable"]);
    sheetsOf.set("other", [["someone else"]]);

    expect(await erase()).toMatchObject({ files: 4, unreadableSheets: 1, payments: 0 });

    expect([...sheetsOf.keys()].sort()).toEqual(["broken", "other"]);
  });

  it("deletes a sheet that names the user beside its payments, and leaves one that may still pay", async () => {
    const { add, erase, sheetsOf, payouts } = setup();
    for (const state of ["completed", "halted"] as const) {
      await add(state, payoutIn(state), [["other", "paid"]]);
      sheetsOf.set(state, [["other", "100", USER]]);
    }

    expect(await erase()).toMatchObject({
      payments: 0,
      files: 1,
      outcomes: [
        { payoutId: "halted", stays: "can_still_pay", payments: 0, files: 0 },
        { payoutId: "completed", payments: 0, files: 1 },
      ],
    });

    expect([...sheetsOf.keys()]).toEqual(["halted"]);
    // Its result workbook, which had a copy of the sheet, is made again without one.
    expect(await payouts.get("completed")).toMatchObject({ report: { resultIsBehind: true } });
  });

  it("is completed by asking again, whatever a crash left, and forgets the id in the end", async () => {
    const world = setup();
    const { add, erase, entry, reported, chunksOf, sheetsOf, erasures, started, clock } = world;
    await add("first", reported([USER]), [[USER, "rejected"]]);
    const { replaceChunk } = world.deps.files;
    world.deps.files.replaceChunk = async () => {
      throw new Error("S3 is gone.");
    };
    await expect(erase()).rejects.toThrow("S3 is gone.");
    expect(await entry("first", 2)).toMatchObject({ userId: HASH });
    expect(await erasures.get(HASH)).toMatchObject({ state: "running", userId: USER });
    world.deps.files.replaceChunk = replaceChunk;
    clock.jumpTo(clock.nowMs() + 3_600_000);

    expect(await erase()).toMatchObject({ payments: 1, files: 2 });

    expect(chunksOf.get("first/0")).toEqual([{ row: 2, userId: HASH, points: 100 }]);
    expect(sheetsOf.has("first")).toBe(false);
    expect(started).toEqual([`${HASH}-r1`, `${HASH}-r2`]);
    const erasure = await erasures.get(HASH);
    expect(erasure).toMatchObject({ state: "done", run: 2, reason: "요청", by: APPROVER });
    expect(erasure).not.toHaveProperty("userId");
    const { engine } = createMemoryEngine({ clock });
    expect(await eraseUser(world.deps, { eraseUser: HASH }, engine)).toEqual({
      kind: "nothing_to_erase",
    });
  });

  it("is written down before it begins, and begun once however often it is asked for at once", async () => {
    const { deps, accesses, started } = setup();
    const request = { userId: USER, reason: "요청" };
    await requestErasure(deps, request, APPROVER);
    await requestErasure(deps, { ...request, userId: "hong@example.com" }, APPROVER);
    expect(new Set(started)).toEqual(new Set([`${HASH}-r1`]));
    expect(accesses).toMatchObject([
      { action: "user_erased", userIdHash: HASH, by: APPROVER, reason: "요청", at: AT },
      { action: "user_erased", userIdHash: HASH },
    ]);
    expect(JSON.stringify(accesses)).not.toContain(USER);
  });

  it("is ended by the run that was asked for last, not by one before it", async () => {
    const { deps, add, erasures, clock, payouts } = setup();
    await add("first", payoutIn("completed"), [[USER, "paid"]]);
    const request = { userId: USER, reason: "요청" };
    const { run } = await requestErasure(deps, request, APPROVER);
    const { list } = payouts;
    deps.payouts.list = async (query) => {
      clock.jumpTo(clock.nowMs() + 3_600_000);
      deps.payouts.list = list;
      await requestErasure(deps, request, APPROVER);
      return await list(query);
    };
    const first = createMemoryEngine({ clock });
    await eraseUser(deps, { eraseUser: HASH, run }, first.engine);

    expect(await erasures.get(HASH)).toMatchObject({ state: "running", run: 2, userId: USER });
    const late = createMemoryEngine({ clock });
    expect(await eraseUser(deps, { eraseUser: HASH, run }, late.engine)).toEqual({
      kind: "nothing_to_erase",
    });
    const second = createMemoryEngine({ clock });
    await eraseUser(deps, { eraseUser: HASH, run: 2 }, second.engine);
    expect(await erasures.get(HASH)).toMatchObject({ state: "done", run: 2 });
  });

  it("is ended by the request of an earlier version, which names no run", async () => {
    const { deps, erasures, clock } = setup();
    await requestErasure(deps, { userId: USER, reason: "요청" }, APPROVER);
    const { engine } = createMemoryEngine({ clock });

    const end = await eraseUser(deps, eraseRequestSchema.parse({ eraseUser: HASH }), engine);

    expect(end).toEqual({ kind: "erased" });
    expect(await erasures.get(HASH)).toMatchObject({ state: "done", run: 1 });
  });

  it("keeps a payment from being paid again, and a retry that is over from being read wrongly", async () => {
    const { deps, add, erase, ledger, payouts, chunksOf } = setup();
    await add("original", payoutIn("completed"), [
      ["other", "rejected"],
      [USER, "rejected"],
      ["third", "rejected"],
    ]);
    const mark = (row: number) =>
      ledger.markRetried({ ref: { payoutId: "original", chunk: 0, row }, retriedBy: "retry" });
    await mark(2);
    await mark(3);
    await add("retry", { ...payoutIn("completed"), retryOf: "original" }, [
      ["other", "paid"],
      [USER, "paid"],
    ]);
    await erase();

    const retrying = {
      ...deps,
      sheetSink: { put: async () => undefined },
      writePaymentsSheet: async () => new Uint8Array(1),
      language: "ko" as const,
      policy: policySchema.parse({}),
    };
    await expect(retryPayout(retrying, "original", { rows: [3] }, MARKETER)).rejects.toMatchObject({
      code: "payment_not_rejected",
    });
    const retried = retriedPaymentsOf(deps, await payouts.get("retry"));
    for (const payment of chunksOf.get("retry/0") ?? []) {
      expect(await retried?.isPaid(payment)).toBe(false);
    }
  });
});
