import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { ALL_PAYOUTS, eventKey, listOf, payoutKey, timeSk } from "../../adapters/dynamodb/table.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../../domain/payout/payout-store.ts";
import { cancel, createPayout, newPayout, receiveSheet } from "../adapters/dynamodb/payouts.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import { clientThatLosesAnAnswer } from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let store: PayoutStore;

shareTable((opened) => {
  table = opened;
  store = createDynamoDbPayoutStore(opened);
});

async function put(item: Record<string, unknown>): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.tableName, Item: item }));
}

async function itemOf({ payoutId }: Payout): Promise<Record<string, unknown> | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.tableName,
      Key: payoutKey(payoutId),
      ConsistentRead: true,
    }),
  );
  return Item;
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

  it("keeps a trail of any length, without events of changes that failed", async () => {
    const { payout: created, event } = newPayout();
    await store.create(created, event);
    const trail = [event];
    let payout = created;
    for (let change = 1; change <= 24; change += 1) {
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

  it("of an earlier version keeps its trail and goes on, without its list of events growing", async () => {
    const { payout: created, event } = newPayout();
    const trail = [event];
    let payout = created;
    for (let change = 1; change <= 103; change += 1) {
      const next = receiveSheet(payout, `v${change}`);
      payout = next.payout;
      trail.push(next.event);
    }
    // Of later events the item held only the ids.
    const later = trail.slice(100);
    for (const one of later) {
      await put({ ...eventKey(one), event: one });
    }
    const events = [...trail.slice(0, 100), ...later.map(({ eventId }) => ({ eventId }))];
    await put({
      ...payoutKey(payout.payoutId),
      listPk: ALL_PAYOUTS,
      statePk: listOf(payout),
      timeSk: timeSk(payout),
      payout,
      events,
    });
    expect(await store.events(payout.payoutId)).toEqual(trail);
    await store.change(payout, trail.at(-1) ?? event);
    const received = receiveSheet(payout, "new");
    await store.change(received.payout, received.event);
    await store.change(received.payout, received.event);
    // By an execution that the earlier version began.
    const theirs = receiveSheet(received.payout, "theirs");
    await put({
      ...(await itemOf(payout)),
      payout: theirs.payout,
      events: [...events, theirs.event],
    });
    const cancelled = cancel(theirs.payout);
    await store.change(cancelled.payout, cancelled.event);
    expect(await store.events(payout.payoutId)).toEqual([
      ...trail,
      received.event,
      theirs.event,
      cancelled.event,
    ]);
    expect(await store.get(payout.payoutId)).toEqual(cancelled.payout);
    expect((await itemOf(payout))?.["events"]).toHaveLength(events.length + 1);
  });

  it("keeps an event as it was first told", async () => {
    const payout = await createPayout(store);
    const received = receiveSheet(payout);
    await store.change(received.payout, received.event);
    await store.change(received.payout, { ...received.event, why: "told otherwise" });
    expect((await store.events(payout.payoutId)).at(-1)).toEqual(received.event);
  });

  it("takes the very same change twice, even when it was changed again since", async () => {
    const payout = await createPayout(store);
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
    const payout = await createPayout(store);
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
    const payout = await createPayout(store);
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

it("says so when the table does not exist", async () => {
  const elsewhere = createDynamoDbPayoutStore({ ...table, tableName: `none-${ulid()}` });
  await expect(elsewhere.get("x")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});
