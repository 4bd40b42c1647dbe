import { describe, expect, it } from "vitest";
import { toInstant } from "../../../domain/clock.ts";
import { keyOfPayment } from "../../../domain/distribution/ledger.ts";
import { payRound } from "../../../domain/distribution/pay-round.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import {
  type CallFault,
  createScriptedPointsApi,
  DOUBT_MODES,
  type DoubtMode,
} from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const USERS = ["anna", "bora", "chan"];
const ROWS = [5, 9, 12];
const TAKEN_BACK = USERS.map((userId) => [userId, "paid"]);

/** A payout that paid three users, in two chunks, and a reversal that is to take all of it back. */
async function setup({
  idempotency = "key",
  fault,
  accounts = false,
  confirms = false,
}: {
  readonly idempotency?: DoubtMode;
  readonly accounts?: boolean;
  readonly confirms?: boolean;
  readonly fault?: (call: number, userId: string) => CallFault | undefined;
} = {}) {
  const clock = createVirtualClock();
  const payouts = createMemoryPayoutStore();
  let isPaid = false;
  const pointsApi = createScriptedPointsApi({
    ...{ clock, idempotency, takesBack: true },
    ...(accounts
      ? { accountOf: (userId: string) => ({ kind: "found" as const, accountId: `of-${userId}` }) }
      : {}),
    ...(confirms
      ? { confirm: { deadlineMs: 60_000, says: () => ({ kind: "paid" as const }) } }
      : {}),
    fault: (call, userId) => (isPaid ? fault?.(call - USERS.length, userId) : undefined),
  });
  const { deps } = createMemoryDistribution({
    ...{ payouts, clock, pointsApi, scheduler: createMemorySchedules() },
    settings: { concurrency: 1, unavailableAfterAnswers: 2 },
  });
  const { ledger } = deps;
  const payments = USERS.map((userId, index) => ({
    ...{ row: ROWS[index] ?? 0, userId, points: 100 * (index + 1) },
  }));
  const plan = { chunkSize: 2, chunkCount: 2, shards: 1 };

  async function create(payoutId: string, about: object = {}) {
    const example = payoutIn("distributing");
    const check = { ...example.check, payments: 3, totalPoints: 600 };
    const made = {
      ...{ ...example, payoutId, check, ...about },
      distribution: { ...example.distribution, ...plan },
    };
    await payouts.create(made, createdEvent(made));
    await deps.chunks.write(payoutId, 0, payments.slice(0, 2));
    await deps.chunks.write(payoutId, 1, payments.slice(2));
  }
  async function pay(payoutId: string) {
    const { run } = payoutIn("distributing").distribution;
    const yieldAtMs = clock.nowMs() + 600_000;
    const request = { payoutId, run, plan, shard: 0, owner: `of-${clock.nowMs()}`, yieldAtMs };
    return await clock.run(payRound(deps, request));
  }
  const refOf = (payoutId: string, userId: string) => {
    const index = USERS.indexOf(userId);
    return { payoutId, chunk: Math.floor(index / 2), row: ROWS[index] ?? 0 };
  };

  await create("first");
  await pay("first");
  if (confirms) {
    clock.jumpTo(clock.nowMs() + 600_000);
    await pay("first");
  }
  isPaid = true;
  const markAll = async (reversedBy: string, instead?: string) => {
    for (const userId of USERS) {
      await ledger.markReversed({
        ...{ ref: refOf("first", userId), reversedBy },
        ...(instead === undefined ? {} : { instead }),
      });
    }
  };
  await create("undo", { reversalOf: "first" });
  await markAll("undo");
  return {
    ...{ clock, deps, pointsApi, create, markAll, refOf },
    pay: (payoutId = "undo") => pay(payoutId),
    async states(payoutId = "undo") {
      const chunks = [0, 1].map((chunk) => ledger.readChunk(payoutId, chunk));
      const entries = (await Promise.all(chunks)).flat();
      return entries.map(({ userId, state, code }) => [userId, state, ...(code ? [code] : [])]);
    },
    left: () => USERS.map((user) => pointsApi.grants.get(accounts ? `of-${user}` : user)),
  };
}

describe("a payout that takes back", () => {
  it("asks for each payment as the points API made it, under the one key of its reversal", async () => {
    const { pay, states, pointsApi, deps, left } = await setup();

    expect(await pay()).toEqual({ kind: "done", settled: 3 });

    expect(await states()).toEqual(TAKEN_BACK);
    expect(left()).toEqual([0, 0, 0]);
    expect(pointsApi.reversals[1]).toMatchObject({
      ...{ idempotencyKey: "paysheet-first-9", transactionId: expect.any(String) },
      payment: { row: 9, userId: "bora", points: 200 },
    });
    const [entry] = await deps.ledger.readChunk("undo", 0);
    expect(entry?.idempotencyKey).toBe(keyOfPayment({ payoutId: "undo", reversalOf: "first" }, 5));
    expect(entry?.idempotencyKey).toBe("paysheet-first-5-r1");
  });

  it.each(DOUBT_MODES)(
    "takes nothing back twice when an answer is lost: %s",
    async (idempotency) => {
      const { pay, states, left } = await setup({
        idempotency,
        fault: (call) => (call === 2 ? { kind: "pay_and_lose" } : undefined),
      });

      await pay();

      expect(left()).toEqual([0, 0, 0]);
      const bora = idempotency === "none" ? ["bora", "unknown", "in_doubt"] : ["bora", "paid"];
      expect(await states()).toEqual([["anna", "paid"], bora, ["chan", "paid"]]);
    },
  );

  it("asks for it of the account that it was paid to, and finds none anew", async () => {
    const { pay, left, pointsApi } = await setup({ accounts: true });
    const asked = new Map(pointsApi.lookedUp);
    await pay();
    expect(left()).toEqual([0, 0, 0]);
    expect(pointsApi.lookedUp).toEqual(asked);
  });

  it("waits for what is accepted, and asks what became of it", async () => {
    const { pay, states, clock, pointsApi } = await setup({ confirms: true });
    expect(await pay()).toMatchObject({ kind: "waiting" });
    clock.jumpTo(clock.nowMs() + 600_000);
    expect(await pay()).toMatchObject({ kind: "done" });
    expect(await states()).toEqual(TAKEN_BACK);
    expect(pointsApi.lookedUp.get("paysheet-first-9-r1")).toBe(1);
  });

  it("pauses where the points API takes nothing back any more", async () => {
    const { pay, deps, left } = await setup();
    Object.assign(deps, { pointsApi: { ...deps.pointsApi, reverse: undefined } });
    expect(await pay()).toMatchObject({ code: "cannot_take_back" });
    expect(left()).toEqual([1, 1, 1]);
  });
});

describe("a payment that must not be taken back", () => {
  it("is left where another reversal has it by now", async () => {
    const { pay, states, deps, refOf, left } = await setup();
    const ref = refOf("first", "bora");
    await deps.ledger.markReversed({ ref, reversedBy: "other", instead: "undo" });
    await pay();
    expect(await states()).toContainEqual(["bora", "rejected", "reversed_by_another"]);
    expect(left()).toEqual([0, 1, 0]);
  });

  it("is left where its user was erased", async () => {
    const { pay, states, deps, refOf, left } = await setup();
    const { claim } = deps.ledger;
    deps.ledger.claim = async (request) => {
      if (request.payment.userId === "bora") {
        const ref = refOf("first", "bora");
        const erased = { userIdHash: "hash", at: toInstant(0), said: {} };
        await deps.ledger.eraseUser({ ref, reversedBy: "undo", ...erased });
      }
      return await claim(request);
    };
    await pay();
    expect(await states()).toContainEqual(["bora", "rejected", "original_erased"]);
    expect(left()).toEqual([0, 1, 0]);
  });

  it("is left where proof comes that an earlier reversal took it back after all", async () => {
    const { pay, states, deps, create, markAll, refOf, left } = await setup({
      fault: (_, userId) =>
        userId === "bora" ? { kind: "answer", answer: { kind: "rejected", code: "x" } } : undefined,
    });
    await pay();
    await create("again", { reversalOf: "first", afterReversals: ["undo"] });
    await markAll("again", "undo");
    const settlement = { state: "paid" } as const;
    await deps.ledger.settle({
      ref: refOf("undo", "bora"),
      settlement,
      fence: 1,
      at: toInstant(0),
    });

    await pay("again");

    const byAnother = USERS.map((userId) => [userId, "rejected", "reversed_by_another"]);
    expect(await states("again")).toEqual(byAnother);
    expect(left()).toEqual([0, 1, 0]);
  });
});
