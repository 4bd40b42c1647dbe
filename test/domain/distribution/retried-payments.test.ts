import { describe, expect, it } from "vitest";
import { toInstant } from "../../../domain/clock.ts";
import { idempotencyKeyOf, type LedgerEntry } from "../../../domain/distribution/ledger.ts";
import { payRound } from "../../../domain/distribution/pay-round.ts";
import { retrySheetOf } from "../../../domain/distribution/retried-payments.ts";
import { writeReport } from "../../../domain/report/write-report.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { type CallFault, createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { APPROVER, createdEvent, MARKETER, payoutIn } from "../payout/payouts.ts";

const USERS = ["anna", "bora", "chan"];
const ROWS = [5, 9, 12];

/** A payout whose three payments were not paid, and one that pays them again: rows 2, 3 and 4. */
async function setup({
  as = "rejected",
  fault,
  corrected = new Map(),
}: {
  /** By rows of the first payout, to whom the retry pays them. */
  readonly corrected?: ReadonlyMap<number, string>;
  readonly as?: "rejected" | "unknown";
  readonly fault?: (call: number, userId: string) => CallFault | undefined;
} = {}) {
  const clock = createVirtualClock();
  const payouts = createMemoryPayoutStore();
  const pointsApi = createScriptedPointsApi({ clock, ...(fault === undefined ? {} : { fault }) });
  const { deps } = createMemoryDistribution({
    ...{ payouts, clock, pointsApi, scheduler: createMemorySchedules() },
    settings: { concurrency: 1, unavailableAfterAnswers: 2 },
  });
  const { ledger } = deps;
  const at = toInstant(clock.nowMs());
  const refOf = (payoutId: string, index: number) => ({
    ...{ payoutId, chunk: Math.floor(index / 2), row: ROWS[index] ?? 0 },
  });

  async function create(payoutId: string, retryOf?: string) {
    const example = payoutIn("distributing");
    const check = { ...example.check, payments: 3, totalPoints: 600 };
    const distribution = { ...example.distribution, chunkSize: 10, chunkCount: 1 };
    const payout = { ...example, payoutId, check, distribution };
    const made = retryOf === undefined ? payout : { ...payout, retryOf };
    await payouts.create(made, createdEvent(made));
    return made;
  }
  async function entriesOf(payoutId: string): Promise<readonly LedgerEntry[]> {
    return [...(await ledger.readChunk(payoutId, 0)), ...(await ledger.readChunk(payoutId, 1))];
  }
  /** Hands what was rejected to a retry, as its sheet has it. */
  async function retry(payoutId: string, retriedBy: string) {
    const entries = (await entriesOf(payoutId)).filter(({ state }) => state === "rejected");
    for (const entry of entries) {
      const retriedAs = corrected.get(entry.row);
      await ledger.markRetried({ ref: entry, retriedBy, retriedAs });
    }
    await deps.chunks.write(retriedBy, 0, retrySheetOf(entries, corrected));
    return await create(retriedBy, payoutId);
  }

  await create("first");
  for (const [index, userId] of USERS.entries()) {
    const ref = refOf("first", index);
    const payment = { row: ref.row, userId, points: 100 * (index + 1) };
    const idempotencyKey = idempotencyKeyOf("first", ref.row);
    await ledger.openChunk("first", ref.chunk);
    await ledger.claim({ ref, payment, idempotencyKey, fence: 1, at });
    await ledger.settle({ ref, settlement: { state: as, code: "http_404" }, fence: 1, at });
    for (const by of [MARKETER, APPROVER]) {
      await ledger.resolve({ ref, word: { as: "not_paid", note: "Looked it up.", by, at } });
    }
  }
  const again = await retry("first", "again");
  return {
    clock,
    deps,
    again,
    pointsApi,
    retry,
    /** Proof arrives that this user was paid by the first payout. */
    async prove(userId: string) {
      const ref = refOf("first", USERS.indexOf(userId));
      const settlement = { state: "paid", transactionId: "t" } as const;
      expect(await ledger.settle({ ref, settlement, fence: 1, at })).toBe(true);
    },
    async pay(payoutId = "again") {
      const { run } = again.distribution;
      const plan = { chunkSize: 10, chunkCount: 1, shards: 1 };
      const yieldAtMs = clock.nowMs() + 600_000;
      const request = { payoutId, run, plan, shard: 0, owner: `of-${clock.nowMs()}`, yieldAtMs };
      return await clock.run(payRound(deps, request));
    },
    async states(payoutId = "again") {
      const entries = await entriesOf(payoutId);
      return entries.map(({ userId, state, code }) => [userId, state, ...(code ? [code] : [])]);
    },
  };
}

const BORA_UNPAID = [
  ["anna", "paid"],
  ["bora", "rejected", "paid_by_original"],
  ["chan", "paid"],
];

describe("a payment that is paid again under a corrected id", () => {
  const CORRECTED = new Map([[9, "bora-kim"]]);

  it("is paid to whom it is for now, and not to whom the sheet named", async () => {
    const { pay, pointsApi } = await setup({ corrected: CORRECTED });
    expect(await pay()).toEqual({ kind: "done", settled: 3 });
    expect(pointsApi.calls.map(({ userId }) => userId)).toEqual(["anna", "bora-kim", "chan"]);
  });

  it("is not paid once proof comes that the first payout paid it, to whomever", async () => {
    const { prove, pay, states, pointsApi } = await setup({ corrected: CORRECTED });
    await prove("bora");
    await pay();
    expect(await states()).toContainEqual(["bora-kim", "rejected", "paid_by_original"]);
    expect(pointsApi.calls.map(({ userId }) => userId)).toEqual(["anna", "chan"]);
  });

  it("pays nobody whom no correction names", async () => {
    const { deps, pay, pointsApi } = await setup({ corrected: CORRECTED });
    const ref = { payoutId: "first", chunk: 0, row: 9 };
    await deps.ledger.markRetried({ ref, retriedBy: "again", instead: "again" });
    await expect(pay()).rejects.toThrow("Row 3 of payout again is none that first handed to it");
    expect(pointsApi.calls.map(({ userId }) => userId)).not.toContain("bora-kim");
  });
});

describe("a payment that is paid again, of which proof comes that it was paid after all", () => {
  it.each(["rejected", "unknown"] as const)("is not paid where it had been %s", async (as) => {
    const { prove, pay, states, pointsApi } = await setup({ as });
    await prove("bora");

    expect(await pay()).toEqual({ kind: "done", settled: 3 });

    expect(await states()).toEqual(BORA_UNPAID);
    expect(pointsApi.calls.map(({ userId }) => userId)).toEqual(["anna", "chan"]);
  });

  it("is not paid where the proof comes while it is claimed", async () => {
    const { deps, prove, pay, states } = await setup();
    const { claim } = deps.ledger;
    deps.ledger.claim = async (request) => {
      if (request.payment.userId === "bora") await prove("bora");
      return await claim(request);
    };

    await pay();

    expect(await states()).toEqual(BORA_UNPAID);
  });

  it("is not asked for again, and is for a person, where an earlier call may have paid it", async () => {
    const lost = { kind: "in_doubt", code: "timeout", unavailable: true } as const;
    const { prove, pay, states, pointsApi } = await setup({
      fault: (call, userId) =>
        userId === "bora" && call < 4 ? { kind: "answer", answer: lost } : undefined,
    });
    expect(await pay()).toMatchObject({ kind: "unavailable" });
    const before = pointsApi.calls.length;
    await prove("bora");

    expect(await pay()).toMatchObject({ kind: "done" });

    expect(await states()).toContainEqual(["bora", "unknown", "paid_by_original"]);
    expect(pointsApi.calls.slice(before).map(({ userId }) => userId)).toEqual(["chan"]);
  });

  it("is not paid by the retry of a retry either", async () => {
    const { prove, pay, retry, states } = await setup({
      fault: (_, userId) =>
        userId === "bora" ? { kind: "answer", answer: { kind: "rejected", code: "x" } } : undefined,
    });
    await pay();
    await retry("again", "third");
    await prove("bora");

    await pay("third");

    expect(await states("third")).toEqual([["bora", "rejected", "paid_by_original"]]);
  });

  it("is reported as paid twice where it had been paid again by then", async () => {
    const { deps, again, prove, pay } = await setup();
    await pay();
    expect(await writeReport(deps, again)).not.toHaveProperty("paidTwice");
    await prove("chan");

    expect(await writeReport(deps, again)).toMatchObject({ paidTwice: { count: 1, rows: [4] } });
  });
});
