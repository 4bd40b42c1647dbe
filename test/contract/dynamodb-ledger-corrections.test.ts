import { describe, expect, it } from "vitest";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import type { Resolution, Settlement } from "../../domain/distribution/ledger.ts";
import type {
  ChunkTally,
  LedgerCorrections,
  LedgerStore,
} from "../../domain/distribution/ledger-store.ts";
import {
  AT,
  claimOf,
  entryOf,
  LATER,
  newRef,
  PAID,
  REJECTED,
  settle,
  UNKNOWN,
} from "../adapters/dynamodb/ledger-entries.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import {
  clientThatIsOvertaken,
  clientThatLosesAnAnswer,
} from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let ledger: LedgerStore & LedgerCorrections;

shareTable((opened) => {
  table = opened;
  ledger = createDynamoDbLedgerStore(opened);
});

const by = { id: "u-1", name: "마케터" };
const AS_PAID: Resolution = { as: "paid", note: "기록에 있음", by, at: LATER };
const AS_NOT_PAID: Resolution = { as: "not_paid", note: "기록에 없음", by, at: LATER };
const WITH_DETAIL: Settlement = { ...UNKNOWN, detail: "timeout" };

describe("a person's word on a payment", () => {
  it("settles one that is unknown as paid", async () => {
    const ref = await settle(ledger, WITH_DETAIL);
    const entry = entryOf(ref, { state: "paid", settledAt: LATER, resolution: AS_PAID });
    expect(await ledger.resolve({ ref, resolution: AS_PAID })).toEqual(entry);
    expect(await ledger.get(ref)).toEqual(entry);
  });

  it("settles one that is unknown as rejected, under a code of its own", async () => {
    const ref = await settle(ledger, WITH_DETAIL);
    expect(await ledger.resolve({ ref, resolution: AS_NOT_PAID })).toEqual(
      entryOf(ref, {
        state: "rejected",
        code: "resolved_not_paid",
        settledAt: LATER,
        resolution: AS_NOT_PAID,
      }),
    );
  });

  it("changes nothing else", async () => {
    const sending = newRef();
    await ledger.claim(claimOf(sending, 2));
    const released = newRef();
    await ledger.claim(claimOf(released, 2));
    await ledger.release({ ref: released, fence: 2 });
    const refs = {
      paid: await settle(ledger, PAID),
      rejected: await settle(ledger, REJECTED),
      sending,
    };
    for (const [state, ref] of Object.entries(refs)) {
      const entry = await ledger.resolve({ ref, resolution: AS_PAID });
      expect([entry?.state, entry?.resolution]).toEqual([state, undefined]);
    }
    expect(await ledger.resolve({ ref: released, resolution: AS_PAID })).toBeUndefined();
    expect(await ledger.resolve({ ref: newRef(), resolution: AS_PAID })).toBeUndefined();
  });

  it("is the first one's, of many at once", async () => {
    const ref = await settle(ledger, UNKNOWN);
    const words = Array.from({ length: 10 }, (_, index) => ({
      ...(index % 2 === 0 ? AS_PAID : AS_NOT_PAID),
      note: `note ${index}`,
    }));
    const answers = await Promise.all(
      words.map((resolution) => ledger.resolve({ ref, resolution })),
    );
    const stands = await ledger.get(ref);
    expect(new Set(answers.map((entry) => entry?.resolution?.note))).toEqual(
      new Set([stands?.resolution?.note]),
    );
  });

  it("is overruled by evidence, and stays readable beside it", async () => {
    const ref = await settle(ledger, UNKNOWN);
    await ledger.resolve({ ref, resolution: AS_NOT_PAID });
    expect(await ledger.settle({ ref, settlement: PAID, fence: 1, at: AT })).toBe(true);
    expect(await ledger.get(ref)).toEqual(
      entryOf(ref, {
        state: "paid",
        transactionId: "t-1",
        settledAt: AT,
        resolution: AS_NOT_PAID,
      }),
    );
  });

  it("stands when the answer to its write was lost", async () => {
    const ref = await settle(ledger, UNKNOWN);
    const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
    const losing = createDynamoDbLedgerStore({ ...table, client });
    expect((await losing.resolve({ ref, resolution: AS_PAID }))?.resolution).toEqual(AS_PAID);
  });

  it("has its chunk counted anew, even if somebody closes it by what was counted before", async () => {
    const ref = newRef();
    const { payoutId, chunk } = ref;
    await ledger.openChunk(payoutId, chunk);
    await settle(ledger, UNKNOWN, ref);
    const counted: ChunkTally = {
      chunk,
      status: "closed",
      paid: 0,
      rejected: 0,
      unknown: 1,
      accepted: 0,
      withdrawn: 0,
      pointsPaid: 0,
    };
    await ledger.closeChunk(payoutId, counted);
    await ledger.resolve({ ref, resolution: AS_PAID });
    await ledger.closeChunk(payoutId, counted);
    const now = {
      chunk,
      status: "open",
      paid: 1,
      rejected: 0,
      unknown: 0,
      accepted: 0,
      withdrawn: 0,
      pointsPaid: 500,
    };
    expect(await ledger.tallies(payoutId)).toEqual([now]);
  });

  it("on an open chunk is counted even if a worker closes it by what it had read", async () => {
    const ref = newRef();
    const { payoutId, chunk } = ref;
    await ledger.openChunk(payoutId, chunk);
    await settle(ledger, UNKNOWN, ref);
    await ledger.resolve({ ref, resolution: AS_NOT_PAID });
    const before = { paid: 0, rejected: 0, unknown: 1, accepted: 0, withdrawn: 0, pointsPaid: 0 };
    await ledger.closeChunk(payoutId, { chunk, status: "closed", ...before });
    const now = {
      chunk,
      status: "open",
      paid: 0,
      rejected: 1,
      unknown: 0,
      accepted: 0,
      withdrawn: 0,
      pointsPaid: 0,
    };
    expect(await ledger.tallies(payoutId)).toEqual([now]);
  });
});

describe("a person's word on what its worker left on its way", () => {
  const AFTER = "2026-11-21T00:00:00.001Z";

  it.each([
    [AS_PAID, { state: "paid" }],
    [AS_NOT_PAID, { state: "rejected", code: "resolved_not_paid" }],
  ] as const)("settles one that was claimed before then: %o", async (resolution, settled) => {
    const ref = newRef();
    await ledger.claim(claimOf(ref, 2));
    const entry = entryOf(ref, { ...settled, settledAt: LATER, resolution });
    expect(await ledger.resolve({ ref, resolution, leftBefore: AFTER })).toEqual(entry);
    expect(await ledger.claim(claimOf(ref, 3))).toEqual({ kind: "taken" });
    const late = { ref, settlement: REJECTED, fence: 2, at: LATER };
    expect(await ledger.settle(late)).toBe(false);
    expect(await ledger.get(ref)).toEqual(entry);
  });

  it("changes nothing of one that was claimed then or later, or taken by the points API", async () => {
    const sending = newRef();
    await ledger.claim(claimOf(sending, 2));
    const accepted = await settle(ledger, { state: "accepted", reference: "q-1" });
    const word = { resolution: AS_PAID, leftBefore: AT };
    expect((await ledger.resolve({ ...word, ref: sending }))?.state).toBe("sending");
    const taken = await ledger.resolve({ ref: accepted, resolution: AS_PAID, leftBefore: AFTER });
    expect(taken?.state).toBe("accepted");
  });

  it("loses to a worker that takes it over after it was read", async () => {
    const ref = newRef();
    await ledger.claim(claimOf(ref, 2));
    const overtaken = createDynamoDbLedgerStore({
      ...table,
      client: clientThatIsOvertaken(table.newClient(), "UpdateItemCommand", async () => {
        expect(await ledger.claim(claimOf(ref, 3))).toMatchObject({ kind: "in_doubt" });
      }),
    });
    const entry = await overtaken.resolve({ ref, resolution: AS_NOT_PAID, leftBefore: AFTER });
    expect(entry).toMatchObject({ state: "sending", fence: 3 });
    expect(entry).not.toHaveProperty("resolution");
  });

  it("is overruled by its worker's proof", async () => {
    const ref = newRef();
    await ledger.claim(claimOf(ref, 2));
    await ledger.resolve({ ref, resolution: AS_NOT_PAID, leftBefore: AFTER });
    expect(await ledger.settle({ ref, settlement: PAID, fence: 2, at: LATER })).toBe(true);
    expect(await ledger.get(ref)).toMatchObject({ state: "paid", resolution: AS_NOT_PAID });
  });
});

describe("a person's words on many payments of a chunk", () => {
  it("settle each as said, leave what is known, and have the chunk counted anew", async () => {
    const { payoutId, chunk } = newRef();
    const at = (row: number) => newRef({ payoutId, row });
    await ledger.openChunk(payoutId, chunk);
    await settle(ledger, UNKNOWN, at(2));
    await settle(ledger, WITH_DETAIL, at(3));
    await settle(ledger, PAID, at(4));
    await settle(ledger, UNKNOWN, at(5));
    await ledger.claim(claimOf(at(6), 2));
    const counts = { paid: 1, rejected: 0, unknown: 3, accepted: 0, withdrawn: 0, pointsPaid: 500 };
    await ledger.closeChunk(payoutId, { chunk, status: "closed", ...counts });
    const resolutions = new Map([2, 3, 4, 6, 7].map((row) => [row, AS_PAID] as const));
    resolutions.set(3, AS_NOT_PAID);

    const entries = await ledger.resolveMany({ payoutId, chunk, resolutions });

    expect(entries.map(({ row, state, resolution }) => [row, state, resolution])).toEqual([
      [2, "paid", AS_PAID],
      [3, "rejected", AS_NOT_PAID],
      [4, "paid", undefined],
      [6, "sending", undefined],
    ]);
    expect(entries).toEqual(
      (await ledger.readChunk(payoutId, chunk)).filter(({ row }) => row !== 5),
    );
    expect(await ledger.tallies(payoutId)).toMatchObject([
      { status: "open", paid: 2, rejected: 1, unknown: 1 },
    ]);
    const left = { payoutId, chunk, resolutions, leftBefore: LATER };
    expect((await ledger.resolveMany(left)).at(-1)).toMatchObject({ row: 6, state: "paid" });
    expect(await ledger.resolveMany({ ...left, payoutId: newRef().payoutId })).toEqual([]);
  });
});

describe("a rejected payment", () => {
  it("is retried by one payout, which another replaces only knowingly", async () => {
    const ref = await settle(ledger, REJECTED);
    const mark = (retriedBy: string, instead?: string) =>
      ledger.markRetried({ ref, retriedBy, ...(instead === undefined ? {} : { instead }) });
    expect(await mark("A")).toBe(true);
    expect(await mark("A")).toBe(true);
    expect(await mark("B")).toBe(false);
    expect(await mark("B", "C")).toBe(false);
    expect(await mark("B", "A")).toBe(true);
    expect(await mark("A")).toBe(false);
    const rejected = { state: "rejected", settledAt: AT, code: "http_404" } as const;
    expect(await ledger.get(ref)).toEqual(
      entryOf(ref, { ...rejected, detail: "no such user", retriedBy: "B" }),
    );
  });

  it("is retried by one of many payouts at once", async () => {
    const ref = await settle(ledger, REJECTED);
    const ids = Array.from({ length: 10 }, (_, index) => `P${index}`);
    const marked = await Promise.all(
      ids.map((retriedBy) => ledger.markRetried({ ref, retriedBy })),
    );
    expect(marked.filter(Boolean)).toHaveLength(1);
    expect((await ledger.get(ref))?.retriedBy).toBe(ids[marked.indexOf(true)]);
  });

  it("is marked though the answer to the write was lost", async () => {
    const ref = await settle(ledger, REJECTED);
    const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
    const losing = createDynamoDbLedgerStore({ ...table, client });
    expect(await losing.markRetried({ ref, retriedBy: "A" })).toBe(true);
  });

  it("alone can be retried: what is paid, unknown or not there can't", async () => {
    const refs = [await settle(ledger, PAID), await settle(ledger, UNKNOWN), newRef()];
    for (const ref of refs) {
      expect(await ledger.markRetried({ ref, retriedBy: "A" })).toBe(false);
    }
    expect(await ledger.get(refs[2] ?? newRef())).toBeUndefined();
  });
});
