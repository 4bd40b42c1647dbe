import { describe, expect, it } from "vitest";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import type { Settlement, Word } from "../../domain/distribution/ledger.ts";
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
const other = { id: "u-2", name: "승인자" };
const AS_PAID = { as: "paid", note: "기록에 있음", by, at: LATER } as const;
const AS_NOT_PAID = { as: "not_paid", note: "기록에 없음", by, at: LATER } as const;
/** Another person's. */
const CONFIRMED = { ...AS_NOT_PAID, note: "저도 찾지 못함", by: other } as const;
const TAKEN_BACK = { ...AS_NOT_PAID, as: "unknown", note: "다시 보겠습니다" } as const;
/** What two people's words come to. */
const NOT_PAID = {
  state: "rejected",
  code: "resolved_not_paid",
  settledAt: LATER,
  proposed: AS_NOT_PAID,
  resolution: CONFIRMED,
} as const;
const WITH_DETAIL: Settlement = { ...UNKNOWN, detail: "timeout" };

describe("a person's word on a payment", () => {
  it("settles one that is unknown as paid", async () => {
    const ref = await settle(ledger, WITH_DETAIL);
    const entry = entryOf(ref, { state: "paid", settledAt: LATER, resolution: AS_PAID });
    expect(await ledger.resolve({ ref, word: AS_PAID })).toEqual(entry);
    expect(await ledger.get(ref)).toEqual(entry);
  });

  it("as not paid is proposed, and settles it once another person says so, under a code of its own", async () => {
    const ref = await settle(ledger, WITH_DETAIL);
    const unknown = {
      state: "unknown",
      code: "in_doubt",
      detail: "timeout",
      settledAt: AT,
    } as const;
    const proposed = entryOf(ref, { ...unknown, proposed: AS_NOT_PAID });
    expect(await ledger.resolve({ ref, word: AS_NOT_PAID })).toEqual(proposed);
    const again = { ...AS_NOT_PAID, at: "2026-11-23T00:00:00.000Z" };
    expect(await ledger.resolve({ ref, word: again })).toEqual(proposed);

    expect(await ledger.resolve({ ref, word: CONFIRMED })).toEqual(entryOf(ref, NOT_PAID));
    expect(await ledger.resolve({ ref, word: TAKEN_BACK })).toEqual(entryOf(ref, NOT_PAID));
  });

  it("proposed by one account is not confirmed by another account of the same person", async () => {
    const ref = await settle(ledger, UNKNOWN);
    const email = "marketer@example.com";
    await ledger.resolve({ ref, word: { ...AS_NOT_PAID, by: { ...by, email } } });
    const entry = await ledger.resolve({ ref, word: { ...CONFIRMED, by: { ...other, email } } });
    expect(entry).toMatchObject({ state: "unknown", proposed: { by: { id: "u-2" } } });
  });

  it("as paid settles what was proposed as not paid, and ends the proposal", async () => {
    const ref = await settle(ledger, UNKNOWN);
    await ledger.resolve({ ref, word: AS_NOT_PAID });
    const word = { ...AS_PAID, by: other };
    const entry = entryOf(ref, { state: "paid", settledAt: LATER, resolution: word });
    expect(await ledger.resolve({ ref, word })).toEqual(entry);
  });

  it("is changed by who proposed it, and taken back by anybody", async () => {
    const ref = await settle(ledger, UNKNOWN);
    await ledger.resolve({ ref, word: AS_NOT_PAID });
    const better = { ...AS_NOT_PAID, note: "11월 기록 전체에 없음" };
    expect(await ledger.resolve({ ref, word: better })).toMatchObject({ proposed: better });
    const back = { ...TAKEN_BACK, by: other };
    expect(await ledger.resolve({ ref, word: back })).toMatchObject({
      state: "unknown",
      proposed: back,
    });
    expect(await ledger.resolve({ ref, word: CONFIRMED })).toMatchObject({
      state: "unknown",
      proposed: CONFIRMED,
    });
    expect(await ledger.resolve({ ref, word: better })).toMatchObject({
      state: "rejected",
      proposed: CONFIRMED,
      resolution: better,
    });
  });

  it("settles as not paid when two people say so at the same time, and when others interfere", async () => {
    const ref = await settle(ledger, UNKNOWN);
    await Promise.all([AS_NOT_PAID, CONFIRMED].map((word) => ledger.resolve({ ref, word })));
    expect(await ledger.get(ref)).toMatchObject({ state: "rejected" });

    const next = await settle(ledger, UNKNOWN);
    const overtaken = createDynamoDbLedgerStore({
      ...table,
      client: clientThatIsOvertaken(table.newClient(), "UpdateItemCommand", async () => {
        await ledger.resolve({ ref: next, word: AS_NOT_PAID });
        await ledger.resolve({ ref: next, word: TAKEN_BACK });
      }),
    });
    expect(await overtaken.resolve({ ref: next, word: CONFIRMED })).toMatchObject({
      state: "unknown",
      proposed: CONFIRMED,
    });
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
      const entry = await ledger.resolve({ ref, word: AS_PAID });
      expect([entry?.state, entry?.resolution]).toEqual([state, undefined]);
    }
    expect(await ledger.resolve({ ref: released, word: AS_PAID })).toBeUndefined();
    expect(await ledger.resolve({ ref: newRef(), word: AS_PAID })).toBeUndefined();
  });

  it("is the first one's, of many at once", async () => {
    const ref = await settle(ledger, UNKNOWN);
    const words = Array.from({ length: 10 }, (_, index) => ({
      ...AS_PAID,
      note: `note ${index}`,
    }));
    const answers = await Promise.all(words.map((word) => ledger.resolve({ ref, word })));
    const stands = await ledger.get(ref);
    expect(new Set(answers.map((entry) => entry?.resolution?.note))).toEqual(
      new Set([stands?.resolution?.note]),
    );
  });

  it("is overruled by evidence, and stays readable beside it", async () => {
    const ref = await settle(ledger, UNKNOWN);
    await ledger.resolve({ ref, word: AS_NOT_PAID });
    await ledger.resolve({ ref, word: CONFIRMED });
    expect(await ledger.settle({ ref, settlement: PAID, fence: 1, at: AT })).toBe(true);
    expect(await ledger.get(ref)).toEqual(
      entryOf(ref, {
        state: "paid",
        transactionId: "t-1",
        settledAt: AT,
        proposed: AS_NOT_PAID,
        resolution: CONFIRMED,
      }),
    );
  });

  it("stands when the answer to its write was lost", async () => {
    const ref = await settle(ledger, UNKNOWN);
    const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
    const losing = createDynamoDbLedgerStore({ ...table, client });
    expect((await losing.resolve({ ref, word: AS_PAID }))?.resolution).toEqual(AS_PAID);

    const next = await settle(ledger, UNKNOWN);
    const other = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
    const proposing = createDynamoDbLedgerStore({ ...table, client: other });
    expect(await proposing.resolve({ ref: next, word: AS_NOT_PAID })).toMatchObject({
      state: "unknown",
      proposed: AS_NOT_PAID,
    });
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
    await ledger.resolve({ ref, word: AS_PAID });
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
    await ledger.resolve({ ref, word: AS_NOT_PAID });
    expect(await ledger.tallies(payoutId)).toMatchObject([{ unknown: 1, proposed: 1 }]);
    await ledger.resolve({ ref, word: CONFIRMED });
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
    [[AS_PAID], { state: "paid", settledAt: LATER, resolution: AS_PAID }],
    [[AS_NOT_PAID, CONFIRMED], NOT_PAID],
  ] as const)("settles one that was claimed before then: %o", async (words, settled) => {
    const ref = newRef();
    await ledger.claim(claimOf(ref, 2));
    const entry = entryOf(ref, settled);
    for (const word of words) await ledger.resolve({ ref, word, leftBefore: AFTER });
    expect(await ledger.get(ref)).toEqual(entry);
    expect(await ledger.claim(claimOf(ref, 3))).toEqual({ kind: "taken" });
    const late = { ref, settlement: REJECTED, fence: 2, at: LATER };
    expect(await ledger.settle(late)).toBe(false);
    expect(await ledger.get(ref)).toEqual(entry);
  });

  it("changes nothing of one that was claimed then or later, or taken by the points API", async () => {
    const sending = newRef();
    await ledger.claim(claimOf(sending, 2));
    const accepted = await settle(ledger, { state: "accepted", reference: "q-1" });
    const word = { word: AS_PAID, leftBefore: AT };
    expect((await ledger.resolve({ ...word, ref: sending }))?.state).toBe("sending");
    const taken = await ledger.resolve({ ref: accepted, word: AS_PAID, leftBefore: AFTER });
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
    const entry = await overtaken.resolve({ ref, word: AS_PAID, leftBefore: AFTER });
    expect(entry).toMatchObject({ state: "sending", fence: 3 });
    expect(entry).not.toHaveProperty("resolution");
  });

  it("is forgotten by a worker that takes it over, whose call it knows nothing of", async () => {
    const ref = newRef();
    await ledger.claim(claimOf(ref, 2));
    const proposed = await ledger.resolve({ ref, word: AS_NOT_PAID, leftBefore: AFTER });
    expect(proposed).toMatchObject({ state: "sending", proposed: AS_NOT_PAID });
    await ledger.claim(claimOf(ref, 3));
    await ledger.settle({ ref, settlement: UNKNOWN, fence: 3, at: AT });
    const entry = await ledger.resolve({ ref, word: CONFIRMED });
    expect(entry).toMatchObject({ state: "unknown", proposed: CONFIRMED });
  });

  it("is overruled by its worker's proof", async () => {
    const ref = newRef();
    await ledger.claim(claimOf(ref, 2));
    await ledger.resolve({ ref, word: AS_NOT_PAID, leftBefore: AFTER });
    await ledger.resolve({ ref, word: CONFIRMED, leftBefore: AFTER });
    expect(await ledger.settle({ ref, settlement: PAID, fence: 2, at: LATER })).toBe(true);
    expect(await ledger.get(ref)).toMatchObject({ state: "paid", resolution: CONFIRMED });
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
    const words = new Map<number, Word>([2, 3, 4, 6, 7].map((row) => [row, AS_PAID]));
    words.set(3, AS_NOT_PAID);

    const entries = await ledger.resolveMany({ payoutId, chunk, words });

    const told = entries.map(({ row, state, resolution, proposed }) => [
      ...[row, state],
      resolution ?? proposed,
    ]);
    expect(told).toEqual([
      [2, "paid", AS_PAID],
      [3, "unknown", AS_NOT_PAID],
      [4, "paid", undefined],
      [6, "sending", undefined],
    ]);
    expect(entries).toEqual(
      (await ledger.readChunk(payoutId, chunk)).filter(({ row }) => row !== 5),
    );
    expect(await ledger.tallies(payoutId)).toMatchObject([
      { status: "open", paid: 2, rejected: 0, unknown: 2, proposed: 1 },
    ]);
    const second = new Map([3, 5].map((row) => [row, CONFIRMED] as const));
    const confirmed = await ledger.resolveMany({ payoutId, chunk, words: second });
    expect(confirmed).toMatchObject([
      { row: 3, state: "rejected", resolution: CONFIRMED },
      { row: 5, state: "unknown", proposed: CONFIRMED },
    ]);
    const left = { payoutId, chunk, words, leftBefore: LATER };
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

describe("a paid payment", () => {
  it("is taken back by one payout, which another replaces only knowingly", async () => {
    const ref = await settle(ledger, PAID);
    const mark = (reversedBy: string, instead?: string) =>
      ledger.markReversed({ ref, reversedBy, ...(instead === undefined ? {} : { instead }) });
    expect(await mark("A")).toBe(true);
    expect(await mark("A")).toBe(true);
    expect(await mark("B")).toBe(false);
    expect(await mark("B", "A")).toBe(true);
    expect(await mark("A", "A")).toBe(false);
    expect(await ledger.get(ref)).toMatchObject({ state: "paid", reversedBy: "B" });
  });

  it("alone can be taken back, and not by two at once", async () => {
    for (const ref of [await settle(ledger, REJECTED), await settle(ledger, UNKNOWN), newRef()]) {
      expect(await ledger.markReversed({ ref, reversedBy: "A" })).toBe(false);
    }
    const ref = await settle(ledger, PAID);
    const ids = Array.from({ length: 10 }, (_, index) => `P${index}`);
    const asked = ids.map((reversedBy) => ledger.markReversed({ ref, reversedBy }));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  });
});
