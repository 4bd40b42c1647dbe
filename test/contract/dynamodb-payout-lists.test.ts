import { describe, expect, it } from "vitest";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import type { Payout, PayoutState } from "../../domain/payout/payout.ts";
import {
  InvalidCursorError,
  MOST_LOOKED_AT,
  type PayoutStore,
  PayoutUnreadableError,
} from "../../domain/payout/payout-store.ts";
import {
  cancel,
  createPayout,
  halt,
  hold,
  makeReady,
  newPayout,
  schedule,
  start,
} from "../adapters/dynamodb/payouts.ts";
import {
  createTableUnderTest,
  shareTable,
  TABLE_TIMEOUT_MS,
} from "../adapters/dynamodb/table-under-test.ts";

let store: PayoutStore;

shareTable((opened) => {
  store = createDynamoDbPayoutStore(opened);
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
    await expect.poll(() => allPages(payouts, 100)).toEqual([newestFirst]);
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
    "holds those created before a time, the oldest first, in pages",
    async () => {
      const { payouts, newestFirst, remove } = await setup();
      const waiting = newestFirst.filter(({ state }) => state === "uploading").reverse();
      const query = {
        state: "uploading",
        createdBefore: waiting[3]?.createdAt,
        limit: 2,
      } as const;
      const first = await payouts.list(query);
      expect(first.items).toEqual(waiting.slice(0, 2));
      const second = await payouts.list({ ...query, cursor: first.cursor });
      expect(second).toEqual({ items: waiting.slice(2, 3) });
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
      await expect.poll(() => payouts.list({ limit: 5, matches })).toEqual(cut);
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

  it(
    "of a state has dry runs that are over in their place among the others, or leaves them out",
    async () => {
      const own = await createTableUnderTest();
      const payouts = createDynamoDbPayoutStore(own);
      const newestFirst: Payout[] = [];
      for (let minute = 9; minute > 2; minute -= 1) {
        const { payout, event } = newPayout(`2026-11-21T00:0${minute}:00.000Z`);
        const created: Payout = minute % 3 === 0 ? { ...payout, dryRun: true } : payout;
        await payouts.create(created, event);
        const cancelled = cancel(created);
        await payouts.change(cancelled.payout, cancelled.event);
        newestFirst.push(cancelled.payout);
      }
      const others = newestFirst.filter(({ dryRun }) => dryRun !== true);
      await expect.poll(() => allPages(payouts, 100, "cancelled")).toEqual([newestFirst]);
      expect((await allPages(payouts, 2, "cancelled")).flat()).toEqual(newestFirst);
      const oldestFirst = {
        state: "cancelled",
        createdBefore: "2026-11-21T00:08:00.000Z",
      } as const;
      expect((await payouts.list({ ...oldestFirst, limit: 9 })).items).toEqual(
        newestFirst.slice(2).reverse(),
      );
      const only = await payouts.list({ state: "cancelled", withoutDryRuns: true, limit: 9 });
      expect(only.items).toEqual(others);
      await own.remove();
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
    const { payout, event } = newPayout("2001-01-01T00:00:00.000Z");
    await store.create(payout, event);
    const cursor = encoded({ createdAt: "2001-01-01T00:00:00.000Z", payoutId: "zzz" });
    await expect.poll(() => store.list({ cursor, limit: 5 })).toEqual({ items: [payout] });
  });

  it("leaves out what a later version wrote where somebody is told, and fails for all others", async () => {
    const own = await createTableUnderTest();
    const payouts = createDynamoDbPayoutStore(own);
    const { payout, event } = newPayout("2026-11-21T00:01:00.000Z");
    await payouts.create(payout, event);
    const later = newPayout("2026-11-21T00:02:00.000Z");
    await payouts.create(Object.assign({ ...later.payout }, { state: "later" }), later.event);

    const told: string[] = [];
    const unreadable = (payoutId: string) => told.push(payoutId);
    await expect.poll(() => payouts.list({ limit: 5, unreadable })).toEqual({ items: [payout] });
    expect(new Set(told)).toEqual(new Set([later.payout.payoutId]));
    await expect(payouts.list({ limit: 5 })).rejects.toThrow(PayoutUnreadableError);
    await expect(payouts.get(later.payout.payoutId)).rejects.toThrow(/payout .* can't be read: /);
    await own.remove();
  });

  it("refuses a page size that is none", async () => {
    await expect(store.list({ limit: 0 })).rejects.toThrow(RangeError);
    await expect(store.list({ limit: 1.5 })).rejects.toThrow(RangeError);
  });
});

describe("payouts that wait for something", () => {
  async function setup() {
    const own = await createTableUnderTest();
    const payouts = createDynamoDbPayoutStore(own);
    const news = () => payouts.news({ limit: 10 });
    return { payouts, news, remove: own.remove };
  }

  it(
    "are news from their first schedule on, after each change until that was told",
    async () => {
      const { payouts, news, remove } = await setup();
      const draft = await makeReady(payouts, await createPayout(payouts));
      const scheduled = schedule(draft);
      await payouts.change(scheduled.payout, scheduled.event);
      const held = hold(scheduled.payout);
      await payouts.change(held.payout, held.event);
      await payouts.noteTold(scheduled.payout);
      await expect.poll(news).toEqual([draft.payoutId]);
      await payouts.noteTold(held.payout);
      await expect.poll(news).toEqual([]);
      const cancelled = cancel(held.payout);
      await payouts.change(cancelled.payout, cancelled.event);
      await expect.poll(news).toEqual([draft.payoutId]);
      await payouts.noteTold(cancelled.payout);
      await expect.poll(news).toEqual([]);
      expect(await payouts.get(draft.payoutId)).toEqual(cancelled.payout);
      await remove();
    },
    TABLE_TIMEOUT_MS,
  );

  it(
    "are for people to settle once it was told that they halted, until they go on",
    async () => {
      const { payouts, news, remove } = await setup();
      const unsettled = () => payouts.unsettled({ limit: 10 });
      const draft = await makeReady(payouts, await createPayout(payouts));
      const { payout: scheduled, event } = schedule(draft);
      await payouts.change(scheduled, event);
      const started = start(scheduled);
      await payouts.change(started.payout, started.event);
      const halted = halt(started.payout);
      await payouts.change(halted.payout, halted.event);
      await expect.poll(news).toEqual([draft.payoutId]);
      expect(await unsettled()).toEqual([]);
      await payouts.noteTold(halted.payout);
      await expect.poll(unsettled).toEqual([draft.payoutId]);
      expect(await news()).toEqual([]);
      await remove();
    },
    TABLE_TIMEOUT_MS,
  );
});
