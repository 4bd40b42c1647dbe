import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ChunkMissingError } from "../../../domain/distribution/chunk-store.ts";
import { idempotencyKeyOf, type LedgerEntry } from "../../../domain/distribution/ledger.ts";
import type { ChunkTally } from "../../../domain/distribution/ledger-store.ts";
import { type Payout, payoutSchema } from "../../../domain/payout/payout.ts";
import { InvalidCursorError } from "../../../domain/payout/payout-store.ts";
import {
  type ListPaymentsQuery,
  listPayments,
  MAX_CHUNKS_PER_PAGE,
  MAX_CHUNKS_SEARCHED,
} from "../../../domain/report/list-payments.ts";

const at = "2026-11-21T00:00:00.000Z";
const person = { id: "p", name: "P" };

/**
 * A payout of chunks of two payments. A letter is a payment: `p` paid, `r` rejected, `s` sending,
 * `.` pending; a chunk of dots was never begun, `-` never even written, and one with an `x` is not
 * kept any more as a file.
 */
function setup(
  chunks: readonly string[],
  { keptUntil, now = at }: { keptUntil?: string; now?: string } = {},
) {
  const reads: number[] = [];
  const reading = { now: 0, most: 0 };
  const state = { p: "paid", r: "rejected", s: "sending" } as const;
  const payments = chunks.map((letters, chunk) =>
    [...letters].map((_letter, index) => {
      const row = chunk * 2 + index + 2;
      return { row, userId: `User-${row}`, points: 1, reason: "r", extras: { campaign: "c" } };
    }),
  );
  const entries = chunks.map((letters, chunk) =>
    [...letters].flatMap((letter, index): LedgerEntry[] => {
      const payment = payments[chunk]?.[index];
      if (payment === undefined || !(letter === "p" || letter === "r" || letter === "s")) return [];
      const idempotencyKey = idempotencyKeyOf("x", payment.row);
      const claim = { payoutId: "x", chunk, idempotencyKey, fence: 1, claims: 1, claimedAt: at };
      return [{ ...claim, ...payment, state: state[letter] }];
    }),
  );
  const tallies = chunks.flatMap((letters, chunk): ChunkTally[] => {
    if (/^[.-]*$/.test(letters)) return [];
    const count = (letter: string) => letters.split(letter).length - 1;
    const status = /[s.]/.test(letters) ? "open" : "closed";
    const [paid, rejected] = [count("p"), count("r")];
    return [
      { chunk, status, paid, rejected, unknown: 0, accepted: 0, withdrawn: 0, pointsPaid: paid },
    ];
  });
  const payout = payoutSchema.parse({
    payoutId: "x",
    state: "distributing",
    title: "t",
    fileName: "f.csv",
    sizeBytes: 1,
    createdBy: person,
    createdAt: at,
    updatedAt: at,
    revision: 5,
    generation: 1,
    sheet: { key: "k", versionId: "v", sizeBytes: 1 },
    check: { payments: 1, totalPoints: 1, digest: "d", problemCount: 0, warningCount: 0 },
    schedule: { localTime: at, timeZone: "UTC", at, requestedBy: person, name: "n", generation: 1 },
    distribution: {
      startedAt: at,
      chunkSize: 2,
      chunkCount: chunks.length,
      run: 1,
      execution: "e",
      ledgerKeptUntil: keptUntil,
    },
  } satisfies Payout);
  const deps = {
    chunks: {
      async read(payoutId: string, chunk: number) {
        reads.push(chunk);
        reading.now += 1;
        reading.most = Math.max(reading.most, reading.now);
        await setImmediate();
        reading.now -= 1;
        const written = payments[chunk];
        if (written === undefined || /[-x]/.test(chunks[chunk] ?? "")) {
          throw new ChunkMissingError(payoutId, chunk);
        }
        return written;
      },
    },
    ledger: {
      readChunk: async (_payoutId: string, chunk: number) => entries[chunk] ?? [],
      tallies: async () => tallies,
    },
    clock: { nowMs: () => Date.parse(now) },
  };
  return {
    reads,
    reading,
    listAll: async () => (await listPayments(deps, payout, { limit: 100 })).items,
    async list(query: ListPaymentsQuery) {
      const page = await listPayments(deps, payout, query);
      const items = page.items.map(({ payment, state }) => `${payment.row} ${state}`);
      return { ...page, items };
    },
  };
}

describe("a payout's payments", () => {
  it("are those of the ledger where the file of a chunk was deleted", async () => {
    const { list } = setup(["pr", "px", "-"]);
    expect(await list({ limit: 9 })).toEqual({ items: ["2 paid", "3 rejected", "4 paid"] });
    expect(await list({ limit: 9, user: "user-4" })).toEqual({ items: ["4 paid"] });
  });

  it("are the same whether they are those of the file or of the ledger", async () => {
    const paymentsOf = async (chunk: string) =>
      (await setup([chunk]).listAll()).map(({ payment }) => payment);
    expect(await paymentsOf("px")).toEqual((await paymentsOf("pr")).slice(0, 1));
  });

  it("are listed until the day on which the ledger deletes them, and refused from then on", async () => {
    const keptUntil = "2031-11-21T00:00:00.000Z";
    const dayBefore = setup(["pr"], { keptUntil, now: "2031-11-20T00:00:00.000Z" });
    expect((await dayBefore.list({ limit: 9 })).items).toEqual(["2 paid", "3 rejected"]);

    const { list } = setup(["pr"], { keptUntil, now: keptUntil });
    await expect(list({ limit: 9 })).rejects.toMatchObject({
      code: "payments_deleted",
      on: keptUntil,
    });
  });

  it("come in row order with what the ledger says of them, page by page", async () => {
    const { list } = setup(["pr", "s.", ".."]);
    const first = await list({ limit: 3 });
    expect(first).toEqual({ items: ["2 paid", "3 rejected", "4 sending"], cursor: "1.1" });
    const second = await list({ limit: 3, cursor: "1.1" });
    expect(second).toEqual({ items: ["5 pending", "6 pending", "7 pending"] });
  });

  it("are those of one state, reading only chunks that may hold it", async () => {
    const { list, reads } = setup(["pp", "pr", "ps", ".."]);
    expect(await list({ state: "rejected", limit: 5 })).toEqual({ items: ["5 rejected"] });
    expect(reads).toEqual([1]);
    expect((await list({ state: "pending", limit: 5 })).items).toEqual(["8 pending", "9 pending"]);
    expect((await list({ state: "sending", limit: 5 })).items).toEqual(["7 sending"]);
    expect((await list({ state: "unknown", limit: 5 })).items).toEqual([]);
  });

  it("take a bounded number of reads a page, though it come out empty", async () => {
    const chunkCount = MAX_CHUNKS_PER_PAGE + 2;
    // Open chunks whose one payment in flight may or may not be there any more.
    const { list, reads } = setup(Array.from({ length: chunkCount }, () => "s"));
    const page = await list({ state: "pending", limit: 5 });
    expect(page).toEqual({ items: [], cursor: `${MAX_CHUNKS_PER_PAGE}.0` });
    expect(reads.length).toBe(MAX_CHUNKS_PER_PAGE);
    expect(await list({ state: "pending", limit: 5, cursor: page.cursor ?? "" })).toEqual({
      items: [],
    });
  });

  it("are those of a user, by the whole id or a part of it in whatever letter case", async () => {
    const { list } = setup(["pr", "s.", ".."]);
    expect((await list({ user: "USER-3", limit: 9 })).items).toEqual(["3 rejected"]);
    expect((await list({ user: "user", limit: 9 })).items).toHaveLength(6);
    expect((await list({ user: "-5", limit: 9 })).items).toEqual(["5 pending"]);
    expect(await list({ user: "nobody", limit: 9 })).toEqual({ items: [] });
    const first = await list({ user: "user", state: "pending", limit: 1 });
    expect(first).toEqual({ items: ["5 pending"], cursor: "2.0" });
    expect(await list({ user: "user", state: "pending", limit: 2, cursor: "2.0" })).toEqual({
      items: ["6 pending", "7 pending"],
    });
  });

  it("are looked for in more chunks a page where the ledger need not be read", async () => {
    const { list, reads } = setup(Array.from({ length: MAX_CHUNKS_SEARCHED + 1 }, () => "p"));
    const row = MAX_CHUNKS_SEARCHED * 2 + 2;
    const page = await list({ user: `user-${row}`, limit: 5 });
    expect(page).toEqual({ items: [], cursor: `${MAX_CHUNKS_SEARCHED}.0` });
    expect(reads.length).toBe(MAX_CHUNKS_SEARCHED);
    expect(await list({ user: `user-${row}`, limit: 5, cursor: page.cursor ?? "" })).toEqual({
      items: [`${row} paid`],
    });
  });

  it("are read several chunks at once where they are rare", async () => {
    const { list, reads, reading } = setup(Array.from({ length: 9 }, () => "pr"));
    const rows = Array.from({ length: 9 }, (_, chunk) => `${chunk * 2 + 3} rejected`);
    expect(await list({ state: "rejected", limit: 9 })).toEqual({ items: rows });
    expect(reads).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(reading.most).toBe(4);
  });

  it("are read no further than where a page is full", async () => {
    const { list, reads } = setup(["ppp", "ppp", "ppp"]);
    const page = await list({ state: "paid", limit: 2 });
    expect(page).toEqual({ items: ["2 paid", "3 paid"], cursor: "0.2" });
    expect(reads).toEqual([0]);
  });

  it("pass over chunks that were never written", async () => {
    const { list } = setup(["pp", "-", ".."]);
    expect((await list({ limit: 9 })).items).toEqual([
      "2 paid",
      "3 paid",
      "6 pending",
      "7 pending",
    ]);
  });

  it.each(["", "1", "a.b", "9.0", "-1.0", "0.0.0"])(
    "are refused at the cursor %j",
    async (cursor) => {
      const { list } = setup(["pp"]);
      await expect(list({ cursor, limit: 1 })).rejects.toThrow(InvalidCursorError);
    },
  );
});
