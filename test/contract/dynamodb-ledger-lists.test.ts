import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import type { ChunkTally, LedgerStore } from "../../domain/distribution/ledger-store.ts";
import { InvalidCursorError } from "../../domain/payout/payout-store.ts";
import {
  claimOf,
  LATER,
  newRef,
  PAID,
  REJECTED,
  settle,
  UNKNOWN,
} from "../adapters/dynamodb/ledger-entries.ts";
import { shareTable } from "../adapters/dynamodb/table-under-test.ts";

let ledger: LedgerStore;

shareTable((opened) => {
  ledger = createDynamoDbLedgerStore(opened);
});

describe("a chunk", () => {
  const closed = (chunk: number): ChunkTally => ({
    chunk,
    status: "closed",
    paid: 1,
    rejected: 1,
    unknown: 1,
    accepted: 0,
    withdrawn: 0,
    pointsPaid: 30,
  });

  /** Three settled payments, one in flight and one given back. */
  async function filledChunk(chunk = 0, payoutId = ulid()): Promise<string> {
    await ledger.openChunk(payoutId, chunk);
    await settle(ledger, PAID, { payoutId, chunk, row: 2 }, { points: 30 });
    await settle(ledger, REJECTED, { payoutId, chunk, row: 3 });
    await settle(ledger, UNKNOWN, { payoutId, chunk, row: 10 });
    await ledger.claim(claimOf({ payoutId, chunk, row: 11 }, 2));
    await ledger.claim(claimOf({ payoutId, chunk, row: 12 }, 2));
    await ledger.release({ ref: { payoutId, chunk, row: 12 }, fence: 2 });
    return payoutId;
  }

  it("is read by row, without what was given back or belongs to another chunk", async () => {
    const payoutId = await filledChunk();
    await ledger.claim(claimOf({ payoutId, chunk: 1, row: 20 }, 2));
    const entries = await ledger.readChunk(payoutId, 0);
    expect(entries.map(({ row, state }) => [row, state])).toEqual([
      [2, "paid"],
      [3, "rejected"],
      [10, "unknown"],
      [11, "sending"],
    ]);
    expect(await ledger.readChunk(payoutId, 7)).toEqual([]);
  });

  it("is counted from its entries while it is open, by its closing counts afterwards", async () => {
    const payoutId = await filledChunk(10);
    await filledChunk(9, payoutId);
    await ledger.openChunk(payoutId, 11);
    await ledger.closeChunk(payoutId, { ...closed(9), paid: 7 });
    expect(await ledger.tallies(payoutId)).toEqual([
      { ...closed(9), paid: 7 },
      { ...closed(10), status: "open", sending: 1 },
      {
        chunk: 11,
        status: "open",
        paid: 0,
        rejected: 0,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pointsPaid: 0,
      },
    ]);
    expect(await ledger.tallies(ulid())).toEqual([]);
  });

  it("stays closed when it is opened or closed again", async () => {
    const payoutId = ulid();
    await ledger.openChunk(payoutId, 0);
    await ledger.openChunk(payoutId, 0);
    await ledger.closeChunk(payoutId, closed(0));
    await ledger.openChunk(payoutId, 0);
    await ledger.closeChunk(payoutId, { ...closed(0), paid: 9 });
    expect(await ledger.tallies(payoutId)).toEqual([closed(0)]);
  });

  it("is counted anew when proof of payment comes after it was closed", async () => {
    const payoutId = await filledChunk();
    await ledger.closeChunk(payoutId, closed(0));
    const ref = { payoutId, chunk: 0, row: 10 };
    await ledger.settle({ ref, settlement: PAID, fence: 1, at: LATER });
    expect(await ledger.tallies(payoutId)).toEqual([
      {
        chunk: 0,
        status: "open",
        sending: 1,
        paid: 2,
        rejected: 1,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pointsPaid: 530,
      },
    ]);
  });

  it("of more than a page of DynamoDB is read and counted whole", async () => {
    const payoutId = ulid();
    await ledger.openChunk(payoutId, 0);
    const detail = "x".repeat(300_000);
    for (const row of [2, 3, 4, 5, 6]) {
      await settle(ledger, { ...REJECTED, detail }, { payoutId, chunk: 0, row });
    }
    expect(await ledger.readChunk(payoutId, 0)).toHaveLength(5);
    expect(await ledger.tallies(payoutId)).toEqual([
      {
        chunk: 0,
        status: "open",
        paid: 0,
        rejected: 5,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pointsPaid: 0,
      },
    ]);
  });
});

describe("everything of one user", () => {
  /** Two payouts, the newer one with two rows; and one claim given back. */
  async function setup() {
    const userId = `user-${ulid()}`;
    const [older, newer] = [`01A${ulid()}`, `01B${ulid()}`];
    await settle(ledger, PAID, { payoutId: older, chunk: 3, row: 7 }, { points: 10, userId });
    await settle(ledger, REJECTED, { payoutId: newer, chunk: 0, row: 2 }, { points: 20, userId });
    await settle(ledger, PAID, { payoutId: newer, chunk: 0, row: 11 }, { points: 30, userId });
    const ref = { payoutId: newer, chunk: 0, row: 12 };
    await ledger.claim(claimOf(ref, 2, { userId }));
    await ledger.release({ ref, fence: 2 });
    await settle(ledger, PAID, newRef(), { userId: `${userId}0` });
    await expect.poll(async () => (await ledger.ofUser(userId, { limit: 9 })).items.length).toBe(3);
    return { userId, older, newer };
  }

  it("is listed newest payout first, in pages, and nobody else's", async () => {
    const { userId, older, newer } = await setup();
    const first = await ledger.ofUser(userId, { limit: 2 });
    const second = await ledger.ofUser(userId, { limit: 2, cursor: first.cursor ?? "" });
    const found = [...first.items, ...second.items].map((it) => [it.payoutId, it.row, it.state]);
    expect(found).toEqual([
      [newer, 11, "paid"],
      [newer, 2, "rejected"],
      [older, 7, "paid"],
    ]);
    expect(second.cursor).toBeUndefined();
    expect(await ledger.ofUser("nobody", { limit: 2 })).toEqual({ items: [] });
  });

  it("can't be read by another user's cursor", async () => {
    const [mine, theirs] = [await setup(), await setup()];
    const { cursor = "" } = await ledger.ofUser(theirs.userId, { limit: 1 });
    const page = await ledger.ofUser(mine.userId, { limit: 9, cursor });
    expect(new Set(page.items.map((entry) => entry.userId)).has(theirs.userId)).toBe(false);
  });

  it.each(["", "x", Buffer.from('{"userPk":"USER#u"}').toString("base64url")])(
    "refuses the cursor %j",
    async (cursor) => {
      await expect(ledger.ofUser("u", { limit: 1, cursor })).rejects.toThrow(InvalidCursorError);
    },
  );
});
