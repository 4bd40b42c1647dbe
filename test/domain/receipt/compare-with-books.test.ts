import { describe, expect, it } from "vitest";
import type { LookupAnswer } from "../../../domain/distribution/points-api.ts";
import { createReceiptWorld } from "./receipt-world.ts";

const REFUSED = {
  kind: "answer",
  answer: { kind: "rejected", code: "http_404" },
} as const;

/** The same points API, whose books say of that row what they are told to. */
function withBooks(
  world: Awaited<ReturnType<typeof createReceiptWorld>>,
  says: (row: number) => LookupAnswer | undefined,
) {
  const { pointsApi } = world.deps;
  return {
    pointsApi: {
      ...pointsApi,
      lookUp: async (...asked: Parameters<NonNullable<typeof pointsApi.lookUp>>) => {
        const [{ payment }, nextPermit] = asked;
        const said = says(payment.row);
        if (said === undefined) return (await pointsApi.lookUp?.(...asked)) ?? NOT_FOUND;
        (await nextPermit()).assertMaySend();
        return said;
      },
    },
  };
}

const NOT_FOUND: LookupAnswer = { kind: "not_found" };

async function compared(says: (row: number) => LookupAnswer | undefined, users = 7) {
  const world = await createReceiptWorld({
    users,
    fault: (call) => (call === 3 ? REFUSED : undefined),
  });
  await world.request();
  const { end } = await world.compare(withBooks(world, says));
  return { world, end };
}

describe("comparing a payout with the books", () => {
  it("finds nothing where sheet, ledger and books agree, and counts all of them", async () => {
    const { world, end } = await compared(() => undefined);

    expect(end).toEqual({ kind: "done", findings: 0 });
    expect(await world.receipt()).toMatchObject({
      ...{ state: "done", scope: "all", books: "look_up", findings: [], findingCount: 0 },
      counted: {
        sheet: { payments: 7, points: 700 },
        asked: { payments: 7, points: 700 },
        byState: {
          paid: { payments: 6, points: 600 },
          rejected: { payments: 1, points: 100 },
        },
        compared: { payments: 7, points: 700 },
        inBooks: { payments: 6, points: 600 },
      },
    });
  });

  it.each([
    ["paid_not_in_books", 3, NOT_FOUND, { state: "paid" }],
    ["in_books_not_paid", 4, { kind: "found", transactionId: "tx-x" }, { state: "rejected" }],
    ["other_transaction", 3, { kind: "found", transactionId: "tx-x" }, { inBooks: "tx-x" }],
    [
      "unclear",
      3,
      { kind: "failed", code: "found_twice", unavailable: false, isUnclear: true },
      { told: "found_twice" },
    ],
    ["not_told", 3, { kind: "failed", code: "http_400", unavailable: false }, { told: "http_400" }],
  ] as const)(
    "finds %s in the row it is in, and changes nothing",
    async (code, row, says, facts) => {
      const { world, end } = await compared((asked) => (asked === row ? says : undefined));

      expect(end).toEqual({ kind: "done", findings: 1 });
      expect(await world.findings()).toEqual([
        expect.objectContaining({ code, row, points: 100, ...facts }),
      ]);
      expect((await world.outcomes())["user-1"]).toBe("paid");
      expect(await world.stored()).toMatchObject({ report: { counts: { paid: 6, rejected: 1 } } });
      expect(await world.actions()).toEqual(["created", "started", "completed"]);
    },
  );

  it("makes nothing of it that the points API tells no more of what it refused itself", async () => {
    const silent = { kind: "failed", code: "http_404", unavailable: false } as const;
    const { world, end } = await compared((row) => (row === 4 ? silent : undefined));

    expect(end).toEqual({ kind: "done", findings: 0 });
    expect(await world.receipt()).toMatchObject({ counted: { compared: { payments: 6 } } });
  });

  it("finds what sheet and ledger differ in, without asking anybody", async () => {
    const world = await createReceiptWorld({ idempotency: "none" });
    const { ledger } = world.deps;
    await world.request();
    const { end } = await world.compare({
      ledger: {
        ...ledger,
        async readChunk(payoutId, chunk) {
          const entries = await ledger.readChunk(payoutId, chunk);
          return entries
            .filter(({ row }) => row !== 2)
            .map((entry) => (entry.row === 3 ? { ...entry, points: 900 } : entry))
            .map((entry) => (entry.row === 8 ? { ...entry, row: 99 } : entry));
        },
      },
    });

    expect(end).toEqual({ kind: "done", findings: 6 });
    expect(await world.receipt()).toMatchObject({
      books: "none",
      counted: { compared: { payments: 0 } },
    });
    expect(await world.findings()).toMatchObject([
      { code: "not_in_ledger", row: 2, points: 100 },
      { code: "other_amount", row: 3, points: 900, expected: 100 },
      { code: "not_in_ledger", row: 8 },
      { code: "not_in_sheet", row: 99 },
      { code: "totals_differ", of: "points_paid", expected: 700, counted: 1400 },
      { code: "totals_differ", of: "paid", expected: 7, counted: 6 },
    ]);
  });

  it("asks by reference where the points API has no look-up", async () => {
    const world = await createReceiptWorld({
      idempotency: "none",
      confirm: {
        deadlineMs: 3_600_000,
        says: (key, asked) =>
          key.endsWith("-4") && asked > 1
            ? { kind: "rejected", code: "taken_back" }
            : { kind: "paid", transactionId: key },
      },
    });
    await world.request();
    await world.compare();

    expect(await world.receipt()).toMatchObject({
      ...{ books: "confirm", counted: { compared: { payments: 7 }, inBooks: { payments: 6 } } },
      findings: [{ code: "paid_not_in_books", row: 4 }],
    });
  });

  it("goes on after a crash where it was kept, and counts nothing twice", async () => {
    const world = await createReceiptWorld({ users: 40, settings: { ratePerSecond: 2 } });
    await world.request();
    const { receipts } = world.deps;
    let saves = 0;
    const crashing = {
      ...receipts,
      async save(receipt: Parameters<typeof receipts.save>[0]) {
        saves += 1;
        if (saves === 3) throw new Error("crashed");
        return await receipts.save(receipt);
      },
    };
    await expect(world.compare({ receipts: crashing })).rejects.toThrow("crashed");
    const kept = (await world.receipt()).counted.compared.payments;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(40);

    expect((await world.compare()).end).toEqual({ kind: "done", findings: 0 });
    expect(await world.receipt()).toMatchObject({
      counted: { sheet: { payments: 40 }, compared: { payments: 40 }, inBooks: { payments: 40 } },
    });
  });

  it("goes on in fresh invocations, within the rate", async () => {
    const world = await createReceiptWorld({ users: 30, settings: { ratePerSecond: 1 } });
    await world.request();
    const beganMs = world.clock.nowMs();
    const { end, names } = await world.compare({}, { yieldAfterMs: 8_000 });

    expect(end).toEqual({ kind: "done", findings: 0 });
    expect(names).toContain("compare-4");
    expect(world.clock.nowMs() - beganMs).toBeGreaterThan(28_000);
    expect(world.pointsApi.pagesAtMs).toHaveLength(30);
  });

  it("waits while a payout is paid by the same points API, and goes on afterwards", async () => {
    const world = await createReceiptWorld();
    const { rates, settings } = world.deps;
    const payer = {
      ...{ worker: "payer", payoutId: "another", shard: 0, fence: 1, beat: 1 },
      ...{ ratePerSecond: 50, limitPerSecond: 50, expiresAtMs: world.clock.nowMs() + 40_000 },
    };
    await rates.claim(settings.apiName, payer, 0);
    await world.request();
    const untilMs = world.clock.nowMs() + 40_000;
    const { end, names } = await world.compare();

    expect(end).toEqual({ kind: "done", findings: 0 });
    expect(names).toContain("held-1");
    expect(world.pointsApi.pagesAtMs.every((atMs) => atMs > untilMs)).toBe(true);
  });

  it("goes on in quiet hours, as nobody is paid by it", async () => {
    const world = await createReceiptWorld();
    const quietHours = [{ from: "00:00", to: "23:59", timeZone: "UTC" }];
    await world.request();
    const { end, names } = await world.compare({
      settings: { ...world.deps.settings, quietHours },
    });

    expect(end).toMatchObject({ kind: "done" });
    expect(names).not.toContain("held-1");
  });

  it("asks nobody before the books surely show what was paid last", async () => {
    const world = await createReceiptWorld({ settings: { lookupSettleMs: 60_000 } });
    const showsAtMs = world.clock.nowMs() + 59_000;
    await world.request();
    const { end, names } = await world.compare();

    expect(end).toEqual({ kind: "done", findings: 0 });
    expect(names).toContain("held-1");
    expect(world.pointsApi.pagesAtMs.every((atMs) => atMs > showsAtMs)).toBe(true);
  });

  it.each([
    ["too busy", { kind: "failed", code: "http_429", unavailable: false }],
    ["away", { kind: "failed", code: "timeout", unavailable: true }],
  ] as const)("makes no finding of answers that say that it is %s", async (_, says) => {
    let asked = 0;
    const { world, end } = await compared((row) => {
      if (row !== 5) return undefined;
      asked += 1;
      return asked <= 8 ? says : undefined;
    });

    expect(end).toEqual({ kind: "done", findings: 0 });
    expect(await world.receipt()).toMatchObject({ counted: { compared: { payments: 7 } } });
  });

  it("stops where the points API lets nobody look, and says its words", async () => {
    const { world, end } = await compared(() => ({ kind: "ours", code: "http_403" }));

    expect(end).toEqual({ kind: "stopped", code: "http_403" });
    expect(await world.receipt()).toMatchObject({ state: "stopped", heldBy: "http_403" });
  });

  it("waits for one that is down, and gives it up after a day", async () => {
    const down = { kind: "failed", code: "http_503", unavailable: true } as const;
    const { world, end } = await compared(() => down);

    expect(end).toEqual({ kind: "stopped", code: "http_503" });
    expect(await world.receipt()).toMatchObject({ counted: { compared: { payments: 0 } } });
  });
});

describe("beginning a receipt", () => {
  it("takes the same payments into a sample, spread evenly", async () => {
    const world = await createReceiptWorld({ users: 40, samplePayments: 4 });
    await world.sample();
    await world.sample();
    await world.compare();

    expect(new Set(world.started.map(([, name]) => name)).size).toBe(1);
    const rows = [...world.pointsApi.lookedUp.keys()].map((key) => Number(key.split("-").at(-1)));
    expect(rows).toEqual([7, 17, 27, 37]);
    expect(await world.receipt()).toMatchObject({
      ...{ scope: "sample", counted: { sheet: { payments: 40 }, compared: { payments: 4 } } },
    });
    expect(await world.receipt()).not.toHaveProperty("by");
  });

  it("takes none where the policy says so, and leaves a person's alone", async () => {
    const none = await createReceiptWorld({ samplePayments: 0 });
    await none.sample();
    expect(none.started).toEqual([]);

    const world = await createReceiptWorld();
    await world.request();
    await world.sample();
    expect((await world.receipt()).scope).toBe("all");
    expect(world.started).toHaveLength(1);
  });

  it("starts nothing new while one goes on, and another once that is done", async () => {
    const world = await createReceiptWorld();
    await world.request();
    await world.request();
    expect(new Set(world.started.map(([, name]) => name)).size).toBe(1);
    await world.compare();

    expect(await world.request()).toMatchObject({ run: 2, state: "running" });
    await world.compare();
    expect(await world.receipt()).toMatchObject({ run: 2, state: "done", by: { id: "marketer" } });
  });

  it("lets a later run have the receipt: an older one writes no more", async () => {
    const world = await createReceiptWorld();
    await world.sample();
    const older = world.started.at(-1);
    await world.request();
    if (older !== undefined) world.started.push(older);

    expect((await world.compare()).end).toEqual({ kind: "left" });
    expect(await world.receipt()).toMatchObject({ run: 2, state: "running" });
  });
});
