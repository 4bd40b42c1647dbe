import { describe, expect, it } from "vitest";
import { toEpochMs } from "../../../domain/clock.ts";
import { type DistributePayoutDeps, distributePayout } from "../../../domain/distribute-payout.ts";
import { CHUNK_SIZE, type ChunkStore } from "../../../domain/distribution/chunk-store.ts";
import type { LedgerEntry } from "../../../domain/distribution/ledger.ts";
import type { LedgerStore } from "../../../domain/distribution/ledger-store.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../../domain/distribution/settings.ts";
import { payPayout, payShard } from "../../../domain/pay-payout.ts";
import { payRequestSchema, shardRequestSchema } from "../../../domain/pay-requests.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { createUserIdMask } from "../../../domain/payout/user-id-mask.ts";
import { createSlackMessages } from "../../../presentation/slack/slack-messages.ts";
import { createMemoryChannel } from "../../doubles/memory-channel.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import {
  createMemoryDeliveryStates,
  createMemoryLeases,
  createMemoryPayoutStore,
  createMemoryRates,
  createMemoryReservations,
} from "../../doubles/memory-stores.ts";
import { createScriptedPointsApi, KEPT_FOR_EVER } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock, type VirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const PAYMENTS = 1_000_000;
/** Lambda's 15 minutes less the margin before which `distribute` yields. */
const INVOCATION_MS = 15 * 60_000 - 30_000;

/** What paying the first payments, and looking at them, takes. */
const CANARY = ["canary-balances", "canary-1", "canary-look"];

function paymentsOf(chunk: number) {
  return Array.from({ length: CHUNK_SIZE }, (_, index) => {
    const row = chunk * CHUNK_SIZE + index + 2;
    return { row, userId: `user-${row}`, points: 1 };
  });
}

/** Chunks that take to be read what they would take to be paid, for by then they are. */
function createPaidChunks(clock: VirtualClock, payMs: number): ChunkStore {
  return {
    write: async () => undefined,
    async read(_, chunk) {
      await clock.sleep(payMs);
      return paymentsOf(chunk);
    },
  };
}

/** A ledger that has every payment as paid, and remembers which chunks were closed. */
function createPaidLedger() {
  const closed = new Map<number, number>();
  const readChunk: LedgerStore["readChunk"] = async (payoutId, chunk) =>
    paymentsOf(chunk).map((payment): LedgerEntry => {
      const claim = { idempotencyKey: "key", fence: 1, claims: 1, claimedAt: "" };
      return { payoutId, chunk, ...payment, ...claim, state: "paid" };
    });
  const ledger: LedgerStore = {
    readChunk,
    get: async () => undefined,
    ofUser: async () => ({ items: [] }),
    claim: async () => ({ kind: "taken" }),
    settle: async () => false,
    withdraw: async () => false,
    noteTries: async () => undefined,
    release: async () => undefined,
    openChunk: async () => undefined,
    async closeChunk(_, { chunk, paid }) {
      closed.set(chunk, paid);
    },
    tallies: async () =>
      [...closed].map(([chunk, paid]) => {
        const counts = {
          paid,
          rejected: 0,
          unknown: 0,
          accepted: 0,
          withdrawn: 0,
          pointsPaid: paid,
        };
        return { chunk, status: "closed", ...counts };
      }),
  };
  return { ledger, paid: () => [...closed.values()].reduce((sum, count) => sum + count, 0) };
}

async function setup({ ratePerSecond }: { readonly ratePerSecond: number }) {
  const clock = createVirtualClock();
  const slack = createMemoryChannel();
  const { ledger, paid } = createPaidLedger();
  const payouts = createMemoryPayoutStore();
  const scheduled = payoutIn("scheduled");
  const payout = { ...scheduled, check: { ...scheduled.check, payments: PAYMENTS } };
  await payouts.create(payout, createdEvent(payout));
  let ids = 0;
  const deps: DistributePayoutDeps = {
    clock,
    ledger,
    payouts,
    reservations: createMemoryReservations(),
    checks: { get: async () => undefined },
    reasonsNotToPay: async () => [],
    scheduler: createMemorySchedules(),
    leases: createMemoryLeases(),
    rates: createMemoryRates(),
    settings: { ...DEFAULT_PAYING_SETTINGS, ratePerSecond },
    chunkSize: CHUNK_SIZE,
    policy: policySchema.parse({}),
    random: () => 0.5,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    // What the sheet says is not at stake here: it is as it was approved.
    sheets: {
      uploadForm: async () => ({ url: "", fields: {} }),
      withLocalCopy: (_, use) => use(""),
    },
    reader: {
      read: async () => ({ ...payout.check, problems: [], warnings: [], sample: [], largest: [] }),
    },
    chunks: createPaidChunks(clock, (CHUNK_SIZE / ratePerSecond) * 1_000),
    pointsApi: {
      keys: KEPT_FOR_EVER,
      pay: async () => ({ kind: "paid" }),
    },
    results: { write: async () => ({ resultKey: "result" }) },
    channel: slack.channel,
    progressChannel: slack.channel,
    deliveryStates: createMemoryDeliveryStates(),
    resultFiles: { read: async () => undefined },
    mentions: [],
    reminderMs: 0,
    progressEveryMs: 5_000,
    messages: createSlackMessages({ language: "en", mentions: [] }),
    userIdMask: createUserIdMask("personal"),
    payoutLink: () => "https://page.invalid/",
  };
  const shards: (readonly string[])[] = [];
  const { engine, names } = createMemoryEngine({
    clock,
    yieldAfterMs: INVOCATION_MS,
    async runOne(input, shardEngine, did) {
      shards.push(did);
      return await payShard(deps, shardRequestSchema.parse(input), shardEngine);
    },
  });
  const { name: scheduleName, generation } = payout.schedule;
  const firing = { payoutId: payout.payoutId, generation, scheduleName, run: 1 };
  const distribute = () => clock.run(distributePayout(deps, firing, engine));
  return { distribute, names, shards, paid, payouts, payoutId: payout.payoutId };
}

describe("the durable plan of a payout of a million payments", () => {
  it("takes less than 200 operations at the default rate of 50 a second", async () => {
    const { ratePerSecond } = DEFAULT_PAYING_SETTINGS;
    const { distribute, names, paid, payouts, payoutId } = await setup({ ratePerSecond });

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(paid()).toBe(PAYMENTS);
    const done = await payouts.get(payoutId);
    if (done?.state !== "completed") throw new Error("It is not completed.");
    const tookMs = toEpochMs(done.report.finishedAt) - toEpochMs(done.distribution.startedAt);
    expect(tookMs / 3_600_000).toBeCloseTo(5.6, 1);
    const rounds = Array.from({ length: 23 }, (_, index) => index + 1);
    expect(names).toEqual([
      "claim",
      "split",
      ...CANARY,
      ...rounds.flatMap((round) => [`pay-${round}`, `yield-${round}`]).slice(0, -1),
      "report-afresh",
      "report",
      "tell-0",
      "complete",
    ]);
    expect(names.length).toBeLessThan(200);
  });

  it("takes less than 200 of each of its executions where ten workers pay 5,000 a second", async () => {
    const { distribute, names, shards, paid } = await setup({ ratePerSecond: 5_000 });

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(paid()).toBe(PAYMENTS);
    expect(names).toEqual([
      "claim",
      "split",
      ...CANARY,
      "shards-1",
      "report",
      "tell-0",
      "complete",
    ]);
    expect(shards).toEqual(Array.from({ length: 10 }, () => ["pay-1"]));
    // Lambda keeps one for the shards together, and two for each: its branch and its invocation.
    expect(names.length + 2 * shards.length).toBeLessThan(200);
  });
});

describe("the durable plan of a points API that comes and goes", () => {
  const { operationsPerExecution: OPERATIONS_BY_DEFAULT } = DEFAULT_PAYING_SETTINGS;
  /** A tenth of what it is, so that the test takes a tenth of the time. */
  const FEW = OPERATIONS_BY_DEFAULT / 10;
  /** Six hours of waits of five minutes, with a probe after each, and the report. */
  const MOST_OF_AN_OUTAGE = 200;

  /** It answers to one payment, then it is down until each worker had that answer. */
  async function setup(shards: number, payments: number) {
    const clock = createVirtualClock();
    const payouts = createMemoryPayoutStore();
    const scheduled = payoutIn("scheduled");
    const sheet = Array.from({ length: payments }, (_, index) => ({
      ...{ row: index + 2, userId: `user-${index}`, points: 1 },
    }));
    const { totalPoints, digest } = checkOf(sheet);
    const payout = { ...scheduled, check: { ...scheduled.check, payments, totalPoints, digest } };
    await payouts.create(payout, createdEvent(payout));
    const pointsApi = createScriptedPointsApi({
      clock,
      fault: (call) =>
        call % (1 + 4 * shards) < 1
          ? undefined
          : { kind: "answer", answer: { kind: "not_done", code: "http_503", unavailable: true } },
    });
    const { deps } = createMemoryDistribution(
      {
        ...{ payouts, clock, pointsApi, scheduler: createMemorySchedules() },
        settings: {
          ...{ ratePerSecond: 1_000, ratePerWorker: 1_000 / shards, chunksPerWorker: 1 },
          ...{ unavailableAfterAnswers: 3, concurrency: shards, operationsPerExecution: FEW },
        },
      },
      sheet,
    );
    const executions: (readonly string[])[] = [];
    const { engine, names } = createMemoryEngine({
      clock,
      async runOne(input, childEngine, did) {
        executions.push(did);
        const carried: unknown = JSON.parse(JSON.stringify(input));
        const shard = shardRequestSchema.safeParse(carried);
        return shard.success
          ? await payShard(deps, shard.data, childEngine)
          : await payPayout(deps, payRequestSchema.parse(carried), childEngine);
      },
    });
    executions.push(names);
    const { name: scheduleName, generation } = payout.schedule;
    const firing = { payoutId: payout.payoutId, generation, scheduleName, run: 1 };
    return {
      executions,
      pointsApi,
      distribute: () => clock.run(distributePayout({ ...deps, chunkSize: 6 }, firing, engine)),
    };
  }

  it.each([
    { shards: 1, payments: 80 },
    { shards: 10, payments: 60 },
  ])(
    "never comes near Lambda's 3,000 operations with $shards workers: a fresh execution goes on",
    async ({ shards, payments }) => {
      const { executions, pointsApi, distribute } = await setup(shards, payments);

      expect(await distribute()).toEqual({ kind: "completed" });

      expect(pointsApi.grants.size).toBe(payments);
      // Lambda keeps two more for each execution that one waits for.
      const most = executions.map((names) => {
        const waitedFor = names.filter((name) => name.startsWith("shards-")).length * shards;
        return names.length + 2 * waitedFor;
      });
      expect(Math.max(...most)).toBeLessThan(FEW + MOST_OF_AN_OUTAGE);
      expect(OPERATIONS_BY_DEFAULT + MOST_OF_AN_OUTAGE).toBeLessThan(3_000);
      expect(executions.filter((names) => names.includes("pay-afresh"))).not.toEqual([]);
    },
  );
});
