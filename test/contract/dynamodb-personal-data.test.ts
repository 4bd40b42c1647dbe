import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { createDynamoDbAccessTrail } from "../../adapters/dynamodb/dynamodb-access-trail.ts";
import { createDynamoDbErasureStore } from "../../adapters/dynamodb/dynamodb-erasure-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { accessKey } from "../../adapters/dynamodb/table.ts";
import type { Instant } from "../../domain/clock.ts";
import type { LedgerCorrections, LedgerStore } from "../../domain/distribution/ledger-store.ts";
import type { Access, AccessesOf, AccessTrail } from "../../domain/personal-data/access-trail.ts";
import type { Erasure, ErasureStore } from "../../domain/personal-data/erasure.ts";
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

let table: TableUnderTest;
let ledger: LedgerStore & LedgerCorrections;
let erasures: ErasureStore;
let accesses: AccessTrail;
shareTable((opened) => {
  table = opened;
  ledger = createDynamoDbLedgerStore(opened);
  erasures = createDynamoDbErasureStore(opened);
  accesses = createDynamoDbAccessTrail({ ...opened, keptDays: 10 });
});

const by = { id: "u-1", name: "관리자" };

describe("erasing a user from a payment", () => {
  it("leaves its outcome under the hash, also in the index, and nothing that was said of the user", async () => {
    const ref = newRef();
    const userIdHash = `erased-${ref.payoutId}`;
    const userId = `${ref.payoutId}@example.com`;
    const note = `${userId}: 기록에 있음`;
    await settle(ledger, { ...UNKNOWN, detail: `timeout of ${userId}` }, ref, {
      ...{ userId, accountId: "customer-7" },
    });
    await ledger.resolve({ ref, word: { as: "not_paid", note, by, at: AT } });
    const word = { as: "paid", note, by: { ...by, id: "u-2" }, at: AT } as const;
    await ledger.resolve({ ref, word });
    await ledger.settle({
      ref,
      settlement: { state: "paid", transactionId: `grant of ${userId}` },
      fence: 2,
      at: AT,
    });
    const before = await ledger.get(ref);
    expect(before).toMatchObject({
      ...{ state: "paid", userId, accountId: "customer-7", resolution: word },
    });

    const nameless = `${userIdHash}: 기록에 있음`;
    const transactionId = `grant of ${userIdHash}`;
    const said = { transactionId, resolution: { ...word, note: nameless } };
    const erase = () => ledger.eraseUser({ ref, userIdHash, at: LATER, said });
    expect([await erase(), await erase()]).toEqual([true, true]);

    const { accountId: _, reason: __, extras: ___, detail: ____, ...rest } = before ?? entryOf(ref);
    const erased = { ...rest, ...said, userId: userIdHash, erasedAt: LATER };
    expect(await ledger.get(ref)).toEqual(erased);
    expect((await ledger.ofUser(userId, { limit: 9 })).items).toEqual([]);
    expect((await ledger.ofUser(userIdHash, { limit: 9 })).items).toMatchObject([{ row: ref.row }]);
  });

  it("does nothing while it may still be asked for, or was never claimed", async () => {
    const erase = (ref: ReturnType<typeof newRef>) =>
      ledger.eraseUser({ ref, userIdHash: "erased-1", at: LATER, said: {} });
    const sending = newRef();
    await ledger.claim(claimOf(sending, 2));
    const unknown = await settle(ledger, UNKNOWN);
    expect([await erase(sending), await erase(unknown), await erase(newRef())]).toEqual([
      false,
      false,
      false,
    ]);
    expect(await ledger.get(sending)).toEqual(entryOf(sending));
  });

  it("neither loses proof that comes late nor lets the payment be claimed again", async () => {
    const ref = await settle(ledger, REJECTED);
    await ledger.eraseUser({ ref, userIdHash: "erased-1", at: LATER, said: {} });
    expect(await ledger.claim(claimOf(ref, 9))).toEqual({ kind: "taken" });
    expect(await ledger.settle({ ref, settlement: PAID, fence: 2, at: LATER })).toBe(true);
    expect(await ledger.get(ref)).toMatchObject({ state: "paid", userId: "erased-1" });
  });

  it("makes way for a retry that took the payment up since it was read, and no retry takes it up after", async () => {
    const taken = await settle(ledger, REJECTED);
    await ledger.markRetried({ ref: taken, retriedBy: "retry" });
    const request = { userIdHash: "erased-1", at: LATER, said: {} };
    expect(await ledger.eraseUser({ ref: taken, ...request })).toBe(false);
    expect(await ledger.eraseUser({ ref: taken, ...request, retriedBy: "retry" })).toBe(true);

    const erased = await settle(ledger, REJECTED);
    await ledger.eraseUser({ ref: erased, ...request });
    expect(await ledger.markRetried({ ref: erased, retriedBy: "retry" })).toBe(false);
    expect(await ledger.get(erased)).not.toHaveProperty("retriedBy");
  });
});

describe("that a user is erased", () => {
  it("is kept of the newest run, and of none that a newer one replaced", async () => {
    const erasure: Erasure = {
      ...{ userIdHash: "erased-run", state: "running", userId: "u", run: 1 },
      ...{ by, reason: "요청", startedAt: AT },
    };
    expect(await erasures.get("erased-run")).toBeUndefined();
    const { userId: _, ...nameless } = erasure;
    const done: Erasure = { ...nameless, state: "done", finishedAt: LATER };
    const again: Erasure = { ...erasure, run: 2 };
    const saved = [];
    for (const each of [erasure, again, done]) saved.push(await erasures.save(each));
    expect(saved).toEqual([true, true, false]);
    expect(await erasures.get("erased-run")).toEqual(again);
  });
});

describe("who saw what", () => {
  const accessOf = (accessId: string, changes: Partial<Access> = {}): Access => ({
    ...{ accessId, at: AT, by, action: "user_looked_up" },
    ...changes,
  });
  const idsOf = async (of: AccessesOf) =>
    (await accesses.list(of, { limit: 9 })).items.map(({ accessId }) => accessId);

  it("is listed by day, by payout and by user, newest first", async () => {
    const userIdHash = "erased-looked-up";
    await accesses.record(accessOf("a", { userIdHash }));
    await accesses.record(
      accessOf("b", { payoutId: "p-1", action: "report_downloaded", at: LATER }),
    );
    const nextDay = "2026-11-22T00:00:00.000Z";
    await accesses.record(accessOf("c", { userIdHash, at: nextDay }));
    await accesses.record(
      accessOf("d", { payoutId: "p-1", userIdHash: "erased-part", at: nextDay }),
    );
    // The same once more is the same.
    await accesses.record(accessOf("a", { userIdHash }));

    expect(await idsOf({ day: "2026-11-21" })).toEqual(["b", "a"]);
    expect(await idsOf({ userIdHash })).toEqual(["c", "a"]);
    expect(await idsOf({ payoutId: "p-1" })).toEqual(["d", "b"]);
    expect(await idsOf({ userIdHash: "erased-part" })).toEqual(["d"]);
  });

  it("goes on where a page ended", async () => {
    const payoutId = "paged";
    const userIdHash = "erased-paged";
    for (const accessId of ["1", "2", "3"]) {
      await accesses.record(accessOf(accessId, { payoutId, userIdHash }));
    }
    for (const of of [{ payoutId }, { userIdHash }, { day: "2026-11-21" }]) {
      const all = await idsOf(of);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await accesses.list(of, { cursor, limit: 2 });
        seen.push(...page.items.map(({ accessId }) => accessId));
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(seen).toEqual(all);
    }
  });

  it("goes on in the list that is asked for, whichever one a cursor came from", async () => {
    const userIdHash = "erased-moved";
    for (const day of ["2026-11-23", "2026-11-24"]) {
      for (const id of ["1", "2", "3"]) {
        const at: Instant = `${day}T09:00:00.000Z`;
        await accesses.record({
          ...accessOf(`${day}-${id}`, { payoutId: "moved", userIdHash }),
          at,
        });
      }
    }
    const { cursor } = await accesses.list({ day: "2026-11-23" }, { limit: 1 });
    const later = await accesses.list({ day: "2026-11-24" }, { cursor, limit: 5 });
    expect(later.items).toEqual([]);
    const { cursor: ofLater } = await accesses.list({ day: "2026-11-24" }, { limit: 1 });
    const earlier = await accesses.list({ day: "2026-11-23" }, { cursor: ofLater, limit: 5 });
    expect(earlier.items.map(({ accessId }) => accessId.at(-1))).toEqual(["3", "2", "1"]);
    const { cursor: ofUser } = await accesses.list({ userIdHash }, { limit: 1 });
    const ofDay = await accesses.list({ day: "2026-11-24" }, { cursor: ofUser, limit: 5 });
    expect(ofDay.items.map(({ accessId }) => accessId.at(-1))).toEqual(["2", "1"]);
    const { items } = await accesses.list({ userIdHash }, { cursor: ofLater, limit: 5 });
    expect(items.length).toBeGreaterThan(2);
  });

  it("is kept as long as the ledger", async () => {
    const access = accessOf("kept");
    await accesses.record(access);
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.tableName, Key: accessKey(access) }),
    );
    expect(Item?.["forgetAtSeconds"]).toBe(Date.parse(AT) / 1_000 + 10 * 24 * 3_600);
  });
});
