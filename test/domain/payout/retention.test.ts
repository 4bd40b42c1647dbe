import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { createMemoryDynamoDb } from "@paysheet/aws-emulator/memory-dynamodb";
import { memoryClientOf } from "@paysheet/aws-emulator/memory-dynamodb/document-client";
import { describe, expect, it } from "vitest";
import { createDynamoDbLedgerStore } from "../../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { gatherWrites } from "../../../adapters/dynamodb/gathered-writes.ts";
import { entryKey, TIME_TO_LIVE, tableDefinition } from "../../../adapters/dynamodb/table.ts";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import { endPayout } from "../../../domain/distribution/end-payout.ts";
import { resolvePayment } from "../../../domain/distribution/resolve-payment.ts";
import { retryPayout } from "../../../domain/distribution/retry-payout.ts";
import { resumePayout } from "../../../domain/distribution/stop-and-resume.ts";
import { payoutSchema } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { schedulePayout } from "../../../domain/payout/schedule-payout.ts";
import { createMemoryDistribution, SEVEN_PAYMENTS } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import {
  createMemoryLedger,
  createMemoryPayoutStore,
  createMemoryReservations,
} from "../../doubles/memory-stores.ts";
import { createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createRecoveryWorld } from "../distribution/recovery-world.ts";
import { createdEvent, MARKETER, payoutIn } from "./payouts.ts";

const DAY_MS = 24 * 3_600_000;
const POLICY = policySchema.parse({ retention: { ledgerDays: 400, filesDays: 90 } });

/** The table under a ledger, and when it forgets an entry. */
function createLedgerTable(isGathered: boolean) {
  const dynamoDb = createMemoryDynamoDb();
  dynamoDb.CreateTable(tableDefinition("ledger"));
  const table = { client: memoryClientOf(dynamoDb), tableName: "ledger" };
  const ledger = createDynamoDbLedgerStore({
    ...table,
    ...(isGathered && { gathered: gatherWrites({ ...table, sleep: async () => undefined }) }),
  });
  const forgottenAt = async (ref: Parameters<typeof entryKey>[0]) => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: "ledger", Key: entryKey(ref) }),
    );
    return Item?.[TIME_TO_LIVE];
  };
  return { ledger, forgottenAt };
}

describe("what holds user ids", () => {
  it.each([false, true])(
    "is forgotten by the ledger so many days after its payout began, whatever each entry came to (writes gathered: %s)",
    async (isGathered) => {
      const example = payoutIn("scheduled");
      const clock = createVirtualClock(Date.parse(example.schedule.at));
      const { payments, totalPoints, digest } = checkOf(SEVEN_PAYMENTS);
      const payout = payoutSchema.parse({
        ...example,
        check: { ...example.check, payments, totalPoints, digest },
      });
      const { payoutId } = payout;
      const payouts = createMemoryPayoutStore();
      await payouts.create(payout, createdEvent(payout));
      const { ledger, forgottenAt } = createLedgerTable(isGathered);
      const pointsApi = createScriptedPointsApi({ clock });
      const scheduler = createMemorySchedules();
      const { deps } = createMemoryDistribution({ payouts, clock, scheduler, pointsApi });
      const { name: scheduleName, generation } = example.schedule;
      const firing = { payoutId, generation, scheduleName, run: 1 };
      await clock.run(
        distributePayout(
          { ...deps, ledger, policy: POLICY },
          firing,
          createMemoryEngine({ clock }).engine,
        ),
      );

      const startedAtMs = Date.parse(example.schedule.at);
      const keptUntilMs = startedAtMs + 400 * DAY_MS;
      expect(await payouts.get(payoutId)).toMatchObject({
        state: "completed",
        distribution: { ledgerKeptUntil: new Date(keptUntilMs).toISOString() },
      });
      for (const { row } of SEVEN_PAYMENTS) {
        const ref = { payoutId, chunk: Math.floor((row - 2) / 3), row };
        expect(await forgottenAt(ref)).toBe(keptUntilMs / 1000);
      }
    },
  );

  it("is kept as long as a payout can pay again what was not paid, and by which it looks", async () => {
    const { ledger, forgottenAt } = createLedgerTable(false);
    const ref = { payoutId: "p", chunk: 0, row: 2 };
    const payment = { row: 2, userId: "u", points: 1 };
    const at = "2026-11-21T00:00:00.000Z";
    const claim = { ref, payment, idempotencyKey: "k", fence: 1, at };
    await ledger.claim({ ...claim, keptUntil: "2027-11-21T00:00:00.000Z" });
    await ledger.settle({ ref, settlement: { state: "rejected", code: "c" }, fence: 1, at });
    const keptUntil = "2029-01-01T00:00:00.000Z";

    expect(await ledger.markRetried({ ref, retriedBy: "r", keptUntil })).toBe(true);

    expect(await forgottenAt(ref)).toBe(Date.parse(keptUntil) / 1000);
  });

  it("neither pays nor settles any more in the last 30 days of its ledger, nor after", async () => {
    const world = await createRecoveryWorld("halted", ["paid", "unknown", "rejected"]);
    const { clock, payoutId, payouts, stored } = world;
    const payout = await stored();
    if (payout.state !== "halted") throw new Error("It is not halted.");
    const keptUntil = new Date(clock.nowMs() + 40 * DAY_MS).toISOString();
    const distribution = { ...payout.distribution, ledgerKeptUntil: keptUntil };
    const old = { ...payout, payoutId: "old", distribution, revision: 1 };
    await payouts.create(old, createdEvent(old));
    const starter = { start: async () => undefined };
    const deps = {
      ...{ ...world, starter, policy: POLICY, language: "ko" as const },
      sheetSink: { put: async () => undefined },
      writePaymentsSheet: async () => new Uint8Array(1),
    };
    clock.jumpTo(clock.nowMs() + 10 * DAY_MS + 1);

    const refusal = { code: "retention_over", on: keptUntil };
    await expect(resumePayout(deps, "old", {}, MARKETER)).rejects.toMatchObject(refusal);
    await expect(endPayout(deps, "old", { reason: "r" }, MARKETER)).rejects.toMatchObject(refusal);
    await expect(retryPayout(deps, "old", {}, MARKETER)).rejects.toMatchObject(refusal);
    const decision = { row: 3, as: "not_paid", note: "n" } as const;
    await expect(resolvePayment(deps, "old", decision, MARKETER)).rejects.toMatchObject(refusal);
    expect(await payouts.get("old")).toEqual(old);
    // One that an earlier version began keeps its ledger for good.
    expect(await resumePayout(deps, payoutId, {}, MARKETER)).toMatchObject({
      state: "distributing",
    });
  });

  it("is not scheduled for a time at which its sheet is deleted", async () => {
    const payout = payoutIn("ready");
    const clock = createVirtualClock(Date.parse(payout.createdAt));
    const payouts = createMemoryPayoutStore();
    await payouts.create({ ...payout, revision: 1 }, createdEvent(payout));
    const scheduler = createMemorySchedules();
    const deps = {
      payouts,
      scheduler,
      clock,
      newId: () => "0123456789",
      policy: POLICY,
      reservations: createMemoryReservations(),
      ledger: createMemoryLedger(),
      checks: { get: async () => undefined },
    };
    const scheduleIn = (days: number) =>
      schedulePayout(
        deps,
        payout.payoutId,
        {
          at: new Date(clock.nowMs() + days * DAY_MS).toISOString().slice(0, 19),
          timeZone: "UTC",
          expectedTotalPoints: payout.check.totalPoints,
        },
        MARKETER,
      );

    await expect(scheduleIn(77)).rejects.toMatchObject({ code: "time_too_far" });
    expect(await scheduleIn(76)).toMatchObject({ state: "scheduled" });
  });
});

it("keeps the ledger no shorter than the files", () => {
  const parsed = policySchema.safeParse({ retention: { ledgerDays: 100, filesDays: 365 } });
  expect(parsed.error?.issues).toMatchObject([{ path: ["retention", "ledgerDays"] }]);
  expect(policySchema.parse({}).retention).toEqual({ ledgerDays: 1_826, filesDays: 365 });
});
