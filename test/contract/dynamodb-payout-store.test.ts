import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { payoutKey } from "../../adapters/dynamodb/table.ts";
import type { Payout, PayoutState } from "../../domain/payout/payout.ts";
import {
  InvalidCursorError,
  MOST_LOOKED_AT,
  PayoutChangedError,
  type PayoutStore,
} from "../../domain/payout/payout-store.ts";
import { cancel, newPayout, receiveSheet } from "../adapters/dynamodb/payouts.ts";
import {
  createTableUnderTest,
  TABLE_TIMEOUT_MS,
  type TableUnderTest,
} from "../adapters/dynamodb/table-under-test.ts";
import { clientThatLosesAnAnswer } from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let store: PayoutStore;

beforeAll(async () => {
  table = await createTableUnderTest();
  store = createDynamoDbPayoutStore(table);
}, TABLE_TIMEOUT_MS);
afterAll(() => table.remove(), TABLE_TIMEOUT_MS);

async function createdPayout(createdAt?: string): Promise<Payout> {
  const { payout, event } = newPayout(createdAt);
  await store.create(payout, event);
  return payout;
}

describe("a payout in the store", () => {
  it("is read as it was created, with its first event", async () => {
    const { payout, event } = newPayout();
    await store.create(payout, event);
    expect(await store.get(payout.payoutId)).toEqual(payout);
    expect(await store.events(payout.payoutId)).toEqual([event]);
  });

  it("is undefined, without events, when nobody created it", async () => {
    expect(await store.get("nobody")).toBeUndefined();
    expect(await store.events("nobody")).toEqual([]);
  });

  it("is created once under its id", async () => {
    const first = newPayout();
    const second = newPayout(undefined, first.payout.payoutId);
    await store.create(first.payout, first.event);
    await expect(store.create(second.payout, second.event)).rejects.toThrow(PayoutChangedError);
    expect(await store.events(first.payout.payoutId)).toEqual([first.event]);
  });

  it("takes the very same creation twice", async () => {
    const { payout, event } = newPayout();
    await store.create(payout, event);
    await store.create(payout, event);
    expect(await store.events(payout.payoutId)).toEqual([event]);
  });

  it("keeps its audit trail in order, one event a change", async () => {
    const { payout, event } = newPayout();
    await store.create(payout, event);
    const received = receiveSheet(payout);
    await store.change(received.payout, received.event);
    const cancelled = cancel(received.payout);
    await store.change(cancelled.payout, cancelled.event);
    expect(await store.get(payout.payoutId)).toEqual(cancelled.payout);
    expect(await store.events(payout.payoutId)).toEqual([event, received.event, cancelled.event]);
  });

  it("keeps a trail longer than its item holds, without events of changes that failed", async () => {
    const { payout: created, event } = newPayout();
    await store.create(created, event);
    const trail = [event];
    let payout = created;
    for (let change = 1; change <= 104; change += 1) {
      const next = receiveSheet(payout, `v${change}`);
      await store.change(next.payout, next.event);
      payout = next.payout;
      trail.push(next.event);
    }
    const late = receiveSheet({ ...payout, revision: payout.revision - 1 }, "late");
    await expect(store.change(late.payout, late.event)).rejects.toThrow(PayoutChangedError);
    const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
    const losing = createDynamoDbPayoutStore({ ...table, client });
    const last = receiveSheet(payout, "last");
    await losing.change(last.payout, last.event);
    await store.change(last.payout, last.event);
    expect(await store.events(payout.payoutId)).toEqual([...trail, last.event]);
    expect(await store.get(payout.payoutId)).toEqual(last.payout);
  });

  it("takes the very same change twice, even when it was changed again since", async () => {
    const payout = await createdPayout();
    const received = receiveSheet(payout);
    await store.change(received.payout, received.event);
    await store.change(received.payout, received.event);
    const cancelled = cancel(received.payout);
    await store.change(cancelled.payout, cancelled.event);
    await store.change(received.payout, received.event);
    expect(await store.get(payout.payoutId)).toEqual(cancelled.payout);
    expect(await store.events(payout.payoutId)).toHaveLength(3);
  });

  it("refuses a change of what somebody else changed, is not there, or is further on", async () => {
    const payout = await createdPayout();
    const [mine, theirs] = [cancel(payout), receiveSheet(payout)];
    await store.change(theirs.payout, theirs.event);
    await expect(store.change(mine.payout, mine.event)).rejects.toThrow(PayoutChangedError);
    const absent = cancel(newPayout().payout);
    await expect(store.change(absent.payout, absent.event)).rejects.toThrow(PayoutChangedError);
    const ahead = cancel({ ...theirs.payout, revision: 7 });
    await expect(store.change(ahead.payout, ahead.event)).rejects.toThrow(PayoutChangedError);
    expect(await store.get(payout.payoutId)).toEqual(theirs.payout);
    expect(await store.get(absent.payout.payoutId)).toBeUndefined();
  });

  it("lets exactly one of many changes at once through", async () => {
    const payout = await createdPayout();
    const changes = Array.from({ length: 12 }, (_, nr) => receiveSheet(payout, `v${nr}`));
    const ends = await Promise.allSettled(changes.map((it) => store.change(it.payout, it.event)));
    const won = changes.filter((_, nr) => ends[nr]?.status === "fulfilled");
    expect(won).toHaveLength(1);
    expect(await store.get(payout.payoutId)).toEqual(won[0]?.payout);
    expect(await store.events(payout.payoutId)).toHaveLength(2);
  });

  it("refuses an event that is not of the change, and writes nothing", async () => {
    const { payout, event } = newPayout();
    await expect(store.create(payout, { ...event, payoutId: "other" })).rejects.toThrow(/Event/);
    await expect(store.create({ ...payout, revision: 2 }, event)).rejects.toThrow(/Event/);
    const received = receiveSheet(payout);
    await expect(store.change(received.payout, { ...received.event, revision: 9 })).rejects.toThrow(
      /Event/,
    );
    expect(await store.get(payout.payoutId)).toBeUndefined();
  });

  it("that can't be read is an error that names payout and field", async () => {
    const { payout } = newPayout();
    await table.client.send(
      new PutCommand({
        TableName: table.tableName,
        Item: {
          ...payoutKey(payout.payoutId),
          payout: { ...payout, generation: "two" },
          events: [{}],
        },
      }),
    );
    await expect(store.get(payout.payoutId)).rejects.toThrow(
      new RegExp(`payout ${payout.payoutId} can't be read: generation: `),
    );
    await expect(store.events(payout.payoutId)).rejects.toThrow(
      new RegExp(`trail of payout ${payout.payoutId} can't be read: events.0.eventId: `),
    );
  });
});

describe("when the answer to a write is lost and the SDK sends it again", () => {
  it("a creation succeeds, once", async () => {
    const { payout, event } = newPayout();
    const client = clientThatLosesAnAnswer(table.newClient(), "PutItemCommand");
    await createDynamoDbPayoutStore({ ...table, client }).create(payout, event);
    expect(await store.events(payout.payoutId)).toEqual([event]);
  });

  it("a change succeeds, once", async () => {
    const payout = await createdPayout();
    const received = receiveSheet(payout);
    const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
    await createDynamoDbPayoutStore({ ...table, client }).change(received.payout, received.event);
    expect(await store.get(payout.payoutId)).toEqual(received.payout);
    expect(await store.events(payout.payoutId)).toHaveLength(2);
  });

  it("a change succeeds although somebody else changed the payout in between", async () => {
    const payout = await createdPayout();
    const received = receiveSheet(payout);
    const cancelled = cancel(received.payout);
    const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand", () =>
      store.change(cancelled.payout, cancelled.event),
    );
    await createDynamoDbPayoutStore({ ...table, client }).change(received.payout, received.event);
    expect(await store.get(payout.payoutId)).toEqual(cancelled.payout);
    expect(await store.events(payout.payoutId)).toHaveLength(3);
  });
});

describe("the list of payouts", () => {
  /** Seven payouts a minute apart, newest first, the 2nd and the 5th cancelled; in their own table. */
  async function setup() {
    const own = await createTableUnderTest();
    const payouts = createDynamoDbPayoutStore(own);
    const newestFirst: Payout[] = [];
    for (let minute = 9; minute > 2; minute -= 1) {
      const { payout, event } = newPayout(`2026-11-21T00:0${minute}:00.000Z`);
      await payouts.create(payout, event);
      newestFirst.push(payout);
    }
    for (const nr of [1, 4]) {
      const payout = newestFirst[nr];
      if (payout === undefined) throw new Error("There are seven.");
      const cancelled = cancel(payout);
      await payouts.change(cancelled.payout, cancelled.event);
      newestFirst[nr] = cancelled.payout;
    }
    await expect.poll(() => allPages(payouts, 100), { timeout: 10_000 }).toEqual([newestFirst]);
    return { payouts, newestFirst, remove: own.remove };
  }

  async function allPages(payouts: PayoutStore, limit: number, state?: PayoutState) {
    const pages: (readonly Payout[])[] = [];
    const filter = state === undefined ? {} : { state };
    let cursor: string | undefined;
    do {
      const from = cursor === undefined ? {} : { cursor };
      const page = await payouts.list({ ...filter, ...from, limit });
      pages.push(page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return pages;
  }

  it(
    "is newest first, in pages, whole or of one state; the last page has no cursor",
    async () => {
      const { payouts, newestFirst, remove } = await setup();
      const inState = (state: PayoutState) =>
        newestFirst.filter((payout) => payout.state === state);
      expect(await allPages(payouts, 3)).toEqual([
        newestFirst.slice(0, 3),
        newestFirst.slice(3, 6),
        newestFirst.slice(6),
      ]);
      expect(await allPages(payouts, 7)).toEqual([newestFirst]);
      expect(await allPages(payouts, 1, "cancelled")).toEqual(
        inState("cancelled").map((payout) => [payout]),
      );
      expect(await allPages(payouts, 5, "uploading")).toEqual([inState("uploading")]);
      expect(await allPages(payouts, 5, "halted")).toEqual([[]]);
      await remove();
    },
    TABLE_TIMEOUT_MS,
  );

  it(
    "holds those that match something, in pages",
    async () => {
      const { payouts, newestFirst, remove } = await setup();
      const [second, fourth, seventh] = [1, 3, 6].map((nr) => newestFirst[nr]);
      const wanted = [second, fourth, seventh].map((payout) => payout?.payoutId);
      const matches = ({ payoutId }: Payout) => wanted.includes(payoutId);
      const { items, cursor = "" } = await payouts.list({ limit: 2, matches });
      expect(items).toEqual([second, fourth]);
      expect(await payouts.list({ limit: 2, matches, cursor })).toEqual({ items: [seventh] });
      expect(await payouts.list({ limit: 2, matches, state: "cancelled" })).toEqual({
        items: [second],
      });
      expect(await payouts.list({ limit: 2, matches: () => false })).toEqual({ items: [] });
      await remove();
    },
    TABLE_TIMEOUT_MS,
  );

  it(
    "ends a page of those that match after a bounded look, and goes on from there",
    async () => {
      const { payouts, newestFirst, remove } = await setup();
      for (let made = newestFirst.length; made <= MOST_LOOKED_AT; made += 20) {
        const more = Array.from({ length: 20 }, () => newPayout("2026-11-22T00:00:00.000Z"));
        await Promise.all(more.map(({ payout, event }) => payouts.create(payout, event)));
      }
      const oldest = newestFirst.at(-1);
      const matches = ({ payoutId }: Payout) => payoutId === oldest?.payoutId;
      const cut = { items: [], cursor: expect.any(String) };
      await expect
        .poll(() => payouts.list({ limit: 5, matches }), { timeout: 10_000 })
        .toEqual(cut);
      const { cursor = "" } = await payouts.list({ limit: 5, matches });
      expect(await payouts.list({ limit: 5, matches, cursor })).toEqual({ items: [oldest] });
      await remove();
    },
    TABLE_TIMEOUT_MS,
  );

  it(
    "goes on where it was although payouts were added or moved on meanwhile",
    async () => {
      const { payouts, newestFirst, remove } = await setup();
      const { cursor = "" } = await payouts.list({ limit: 2 });
      const { payout, event } = newPayout("2026-11-21T00:10:00.000Z");
      await payouts.create(payout, event);
      const page = await payouts.list({ cursor, limit: 2 });
      expect(page.items).toEqual(newestFirst.slice(2, 4));
      await remove();
    },
    TABLE_TIMEOUT_MS,
  );

  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const position = { createdAt: "2026-11-21T00:00:00.000Z", payoutId: "x" };
  it.each([
    ["empty", ""],
    ["no base64", "%%%"],
    ["no JSON", Buffer.from("{").toString("base64url")],
    ["of another form", encoded({ payoutId: 1 })],
    ["with a key of its own", encoded({ ...position, listPk: "USER#u" })],
    ["with a time that is none", encoded({ ...position, createdAt: "z" })],
    ["too long", encoded({ ...position, payoutId: "x".repeat(5000) })],
  ])("refuses a cursor that is %s", async (_, cursor) => {
    await expect(store.list({ cursor, limit: 5 })).rejects.toThrow(InvalidCursorError);
  });

  it("begins elsewhere in the same list, nowhere else, for a cursor that was made up", async () => {
    const payout = await createdPayout("2001-01-01T00:00:00.000Z");
    const cursor = encoded({ createdAt: "2001-01-01T00:00:00.000Z", payoutId: "zzz" });
    await expect
      .poll(() => store.list({ cursor, limit: 5 }), { timeout: 10_000 })
      .toEqual({ items: [payout] });
  });

  it("refuses a page size that is none", async () => {
    await expect(store.list({ limit: 0 })).rejects.toThrow(RangeError);
    await expect(store.list({ limit: 1.5 })).rejects.toThrow(RangeError);
  });
});

it("says so when the table does not exist", async () => {
  const elsewhere = createDynamoDbPayoutStore({ ...table, tableName: `none-${ulid()}` });
  await expect(elsewhere.get("x")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});
