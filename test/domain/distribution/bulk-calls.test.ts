import { describe, expect, it } from "vitest";
import type { Answer, BulkAnswer } from "../../../domain/distribution/points-api.ts";
import { type AnswerBulk, answered, createBulkWorld, payAll } from "./bulk-world.ts";

const paid = (...rows: number[]) =>
  rows.map((row) => ({ row, state: "paid", transactionId: `tx-${row}` }));

describe("payments of a points API that takes many in one call", () => {
  it("leave together once the call is full, each under its own key and with its own outcome", async () => {
    const world = await createBulkWorld({
      payments: 6,
      most: 3,
      answer: (_, requests, pay) =>
        answered(
          requests.map((request) => [
            request,
            request.payment.row === 3
              ? { kind: "rejected", code: "http_404", detail: "There is no user user-3." }
              : pay(request),
          ]),
        ),
    });

    const { end } = await world.payFor();

    expect(end).toEqual({ kind: "done", settled: 6 });
    expect(world.asked.bulk.map(({ rows }) => rows)).toEqual([
      [2, 3, 4],
      [5, 6, 7],
    ]);
    expect(world.asked.alone).toEqual([]);
    expect(await world.ledger()).toEqual([
      ...paid(2),
      { row: 3, state: "rejected", code: "http_404" },
      ...paid(4, 5, 6, 7),
    ]);
  });

  it("leave after a second at most, full or not, and alone if nobody came along", async () => {
    const world = await createBulkWorld({
      payments: 4,
      most: 100,
      settings: { ratePerSecond: 2.5 },
    });

    const { end } = await world.payFor();

    expect(end).toEqual({ kind: "done", settled: 4 });
    expect(world.asked.bulk).toMatchObject([{ rows: [2, 3, 4], atMs: 800 }]);
    expect(world.asked.alone).toMatchObject([{ rows: [5], atMs: 2_200 }]);
  });

  it("are never more at once than may be in flight", async () => {
    const world = await createBulkWorld({ payments: 8, most: 100, settings: { concurrency: 4 } });

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 8 });
    expect(world.asked.bulk.map(({ rows }) => rows.length)).toEqual([4, 4]);
  });

  it("leave after a pause that the API asks for, also those that waited for company", async () => {
    const world = await createBulkWorld({
      payments: 9,
      most: 3,
      settings: { ratePerSecond: 30 },
      latencyMs: 50,
      answer: (call, requests, pay) =>
        call === 1
          ? { kind: "not_done", code: "http_429", unavailable: false, retryAfterMs: 2_000 }
          : payAll(call, requests, pay),
    });

    const { end } = await world.payFor();

    expect(end).toEqual({ kind: "done", settled: 9 });
    const { bulk, alone } = world.asked;
    const [firstMs = 0, ...laterMs] = [...bulk, ...alone].map(({ atMs }) => atMs);
    // In calls of three at 30 a second, not in a burst.
    expect(Math.min(...laterMs)).toBeGreaterThanOrEqual(firstMs + 2_050);
    expect(Math.max(...laterMs)).toBeGreaterThanOrEqual(firstMs + 2_050 + 200);
  });

  it("are not asked for by a dry run", async () => {
    const world = await createBulkWorld({ payments: 6, most: 3, dryRun: true });

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 6 });
    expect(world.asked).toMatchObject({ bulk: [], alone: [] });
    expect(world.granted.size).toBe(0);
  });
});

describe("a payment whose bulk call does not tell what became of it", () => {
  /** The first call pays rows 2 and 3 and says so of row 2 alone; row 4 it passes over. */
  const answer: AnswerBulk = (call, requests, pay) => {
    const reached = requests.filter(({ payment }) => call > 1 || payment.row !== 4);
    const results = reached.map((request) => [request, pay(request)] as const);
    return answered(results.filter(([{ payment }]) => call > 1 || payment.row !== 3));
  };
  const untold = { payments: 3, most: 3, answer };

  it("is asked for again under its key, together with others", async () => {
    const world = await createBulkWorld(untold);

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 3 });
    expect(world.asked.bulk.map(({ rows }) => rows.toSorted())).toEqual([
      [2, 3, 4],
      [3, 4],
    ]);
    expect(await world.ledger()).toEqual(paid(2, 3, 4));
  });

  it("is looked up, and asked for again only where nothing is found", async () => {
    const world = await createBulkWorld({ ...untold, idempotency: "lookup" });

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 3 });
    expect(world.asked).toMatchObject({ lookedUp: 2, alone: [{ rows: [4] }] });
    expect(world.asked.bulk).toHaveLength(1);
    expect(await world.ledger()).toEqual(paid(2, 3, 4));
  });

  it("is unknown where the points API has neither keys nor a look-up", async () => {
    const world = await createBulkWorld({ ...untold, idempotency: "none" });

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 3 });
    expect(await world.ledger()).toEqual([
      ...paid(2),
      { row: 3, state: "unknown", code: "in_doubt" },
      { row: 4, state: "unknown", code: "in_doubt" },
    ]);
  });
});

describe("a bulk call that fails", () => {
  const DOWN: Answer = { kind: "not_done", code: "http_503", unavailable: true };
  const LOST: BulkAnswer = { kind: "in_doubt", code: "timeout", unavailable: true };
  const settings = { unavailableAfterAnswers: 3 };

  it.each<[string, AnswerBulk]>([
    ["without an answer", () => LOST],
    ["for each of its payments", (_, requests) => answered(requests.map((one) => [one, DOWN]))],
  ])("%s is one sign that the API is down, not as many as its payments", async (_, fail) => {
    const answer: AnswerBulk = (call, requests, pay) =>
      call <= 2
        ? fail(call, requests, pay)
        : answered(requests.map((request) => [request, pay(request)]));
    const world = await createBulkWorld({ payments: 5, most: 5, settings, answer });

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 5 });
    expect(world.asked.bulk).toHaveLength(3);
  });

  it("ends the round as often as single calls would, and leaves what it asked for in doubt", async () => {
    const world = await createBulkWorld({ payments: 5, most: 5, settings, answer: () => LOST });

    const { end } = await world.payFor();

    expect(end).toEqual({ kind: "unavailable", code: "timeout", settled: 0 });
    expect(world.asked.bulk).toHaveLength(3);
    expect((await world.ledger()).map(({ state }) => state)).toEqual(Array(5).fill("sending"));
  });

  it("leaves all its payments unknown where there are neither keys nor a look-up", async () => {
    const lost = { payments: 3, most: 3, answer: () => LOST };
    const world = await createBulkWorld({ ...lost, idempotency: "none" });

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 3 });
    expect((await world.ledger()).map(({ state }) => state)).toEqual(Array(3).fill("unknown"));
  });

  it("for some of its payments says that the API is there", async () => {
    const answer: AnswerBulk = (_, requests, pay) =>
      answered(requests.map((one, index) => [one, index === 0 ? pay(one) : DOWN]));
    const world = await createBulkWorld({ payments: 5, most: 5, settings, answer });

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 5 });
  });

  it("because our credentials are refused ends the round and gives all its payments back", async () => {
    const refused: BulkAnswer = { kind: "ours", code: "http_401" };
    const world = await createBulkWorld({ payments: 5, most: 5, answer: () => refused });

    const { end } = await world.payFor();

    expect(end).toEqual({ kind: "refused_credentials", code: "http_401", settled: 0 });
    expect(await world.ledger()).toEqual([]);
  });

  it("by being refused as a whole rejects nobody: each is paid by a call of its own", async () => {
    const answer: AnswerBulk = (call, requests, pay) =>
      call === 1
        ? { kind: "refused", code: "http_400" }
        : answered(requests.map((request) => [request, pay(request)]));
    const world = await createBulkWorld({ payments: 6, most: 3, answer });

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 6 });
    expect(world.asked.bulk.map(({ rows }) => rows)).toEqual([
      [2, 3, 4],
      [5, 6, 7],
    ]);
    expect(world.asked.alone.flatMap(({ rows }) => rows)).toEqual([2, 3, 4]);
    expect(await world.ledger()).toEqual(paid(2, 3, 4, 5, 6, 7));
  });

  it("is not tried again in the round once three in a row were refused", async () => {
    const refused: BulkAnswer = { kind: "refused", code: "http_404" };
    const world = await createBulkWorld({
      payments: 40,
      most: 3,
      settings: { concurrency: 3 },
      answer: () => refused,
    });

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 40 });
    expect(world.asked.bulk).toHaveLength(3);
    expect(world.asked.alone).toHaveLength(40);
  });
});

describe("payments that wait to leave together", () => {
  it("are not claimed yet: a crash would leave nothing in doubt", async () => {
    const world = await createBulkWorld({
      payments: 3,
      most: 100,
      settings: { ratePerSecond: 10 },
    });

    const { end, tookMs } = await world.payFor(500);

    expect(end).toEqual({ kind: "yielded", settled: 0 });
    expect(tookMs).toBe(500);
    expect(world.asked).toMatchObject({ bulk: [], alone: [], claims: 0 });
    expect(await world.ledger()).toEqual([]);

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 3 });
    expect(await world.ledger()).toEqual(paid(2, 3, 4));
  });

  it("are given back when their call, as it leaves, might outlast the lease", async () => {
    // When they began to be claimed there was time enough, and the lease can't be renewed.
    const world = await createBulkWorld({
      payments: 3,
      most: 3,
      claimMs: 700,
      settings: { callTimeoutMs: 1_000, leaseTtlMs: 1_600 },
      leases: () => ({ renew: () => Promise.reject(new Error("The table is out of reach.")) }),
    });

    const { end } = await world.payFor();

    expect(end).toEqual({ kind: "lease_lost", settled: 0 });
    expect(world.asked).toMatchObject({ bulk: [], alone: [], claims: 3 });
    expect(await world.ledger()).toEqual([]);
  });

  it("leave without one that another worker has", async () => {
    const world = await createBulkWorld({
      payments: 3,
      most: 3,
      ledger: (ledger) => ({
        claim: async (request) =>
          request.ref.row === 3 ? { kind: "taken" } : await ledger.claim(request),
      }),
    });

    const { end } = await world.payFor();

    expect(end).toMatchObject({ kind: "busy", settled: 2 });
    expect(world.asked.bulk).toMatchObject([{ rows: [2, 4] }]);
  });

  it("and those that are left after a failed claim are called for, before the round fails", async () => {
    const world = await createBulkWorld({
      payments: 3,
      most: 3,
      ledger: (ledger) => ({
        claim: async (request) => {
          if (request.ref.row === 3) throw new Error("The table is out of reach.");
          return await ledger.claim(request);
        },
      }),
    });

    await expect(world.payFor()).rejects.toThrow("The table is out of reach.");

    expect((await world.ledger()).map(({ state }) => state)).not.toContain("sending");
  });
});

describe("the pace of bulk calls", () => {
  it.each([
    { ratePerSecond: 50, latencyMs: 50, perCall: 50 },
    { ratePerSecond: 400, latencyMs: 50, perCall: 100 },
    { ratePerSecond: 400, latencyMs: 500, perCall: 100 },
  ])("is $ratePerSecond payments a second at $latencyMs ms a call", async (load) => {
    const { ratePerSecond, latencyMs, perCall } = load;
    const payments = ratePerSecond * 10;
    const world = await createBulkWorld({
      ...{ payments, most: 100, latencyMs },
      settings: { ratePerSecond },
    });

    const { end, tookMs } = await world.payFor();

    expect(end).toEqual({ kind: "done", settled: payments });
    expect(tookMs).toBeLessThan(11_500 + 4 * latencyMs);
    const calls = world.asked.bulk.length + world.asked.alone.length;
    expect(calls).toBeLessThanOrEqual((payments / perCall) * 1.3);
  });

  it("keeps many calls in flight where each takes a quarter of a minute", async () => {
    const world = await createBulkWorld({
      payments: 10_000,
      most: 100,
      latencyMs: 14_400,
      settings: {
        ratePerSecond: 200,
        concurrency: 2_000,
        concurrencyPerWorker: 2_000,
        callTimeoutMs: 30_000,
        leaseTtlMs: 45_000,
      },
    });

    const { end, tookMs } = await world.payFor();

    expect(end).toEqual({ kind: "done", settled: 10_000 });
    // One batch after the other took 24 minutes.
    expect(tookMs).toBeLessThan(150_000);
    expect(world.asked.most).toBeGreaterThanOrEqual(20);
    expect(world.asked.bulk.length).toBeLessThanOrEqual(110);
  });
});
