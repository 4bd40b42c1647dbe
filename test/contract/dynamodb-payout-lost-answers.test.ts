import { describe, expect, it } from "vitest";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import type { PayoutStore } from "../../domain/payout/payout-store.ts";
import { cancel, createPayout, newPayout, receiveSheet } from "../adapters/dynamodb/payouts.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import { clientThatLosesAnAnswer } from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let store: PayoutStore;

shareTable((opened) => {
  table = opened;
  store = createDynamoDbPayoutStore(opened);
});

describe("when the answer to a write is lost and the SDK sends it again", () => {
  it("a creation succeeds, once", async () => {
    const { payout, event } = newPayout();
    const client = clientThatLosesAnAnswer(table.newClient(), "PutItemCommand");
    await createDynamoDbPayoutStore({ ...table, client }).create(payout, event);
    expect(await store.events(payout.payoutId)).toEqual([event]);
  });

  it("a change succeeds, once", async () => {
    const payout = await createPayout(store);
    const received = receiveSheet(payout);
    const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
    await createDynamoDbPayoutStore({ ...table, client }).change(received.payout, received.event);
    expect(await store.get(payout.payoutId)).toEqual(received.payout);
    expect(await store.events(payout.payoutId)).toHaveLength(2);
  });

  it("a change succeeds although somebody else changed the payout in between", async () => {
    const payout = await createPayout(store);
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
