import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { createDynamoDbDeliveryStateStore } from "../../adapters/dynamodb/dynamodb-delivery-state-store.ts";
import {
  type DeliveryState,
  DeliveryStateChangedError,
  type DeliveryStateStore,
} from "../../domain/channel/delivery-state.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import { clientThatLosesAnAnswer } from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let deliveryStates: DeliveryStateStore;

shareTable((opened) => {
  table = opened;
  deliveryStates = createDynamoDbDeliveryStateStore(opened);
});

const state = (payoutId: string, version: number): DeliveryState => ({
  payoutId,
  version,
  publisher: { id: "writer", until: "2026-11-23T00:02:00.000Z" },
  message: { messageId: "1732320000.000100", says: `예약했습니다 ${version}` },
  begun: { "report:1": "2026-11-23T00:00:00.000Z" },
  done: ["halted:2026-11-23T00:00:00.000Z"],
  stale: { since: "2026-11-23T00:00:00.000Z", code: "timeout" },
});

describe("what the channel was told", () => {
  it("is nothing at first", async () => {
    expect(await deliveryStates.get(ulid())).toBeUndefined();
  });

  it("is kept as it was saved", async () => {
    const payoutId = ulid();
    await deliveryStates.save(state(payoutId, 1), "writer");
    await deliveryStates.save(state(payoutId, 2), "writer");
    expect(await deliveryStates.get(payoutId)).toEqual(state(payoutId, 2));
  });

  it("is kept under the names of the first version", async () => {
    const payoutId = ulid();
    await deliveryStates.save(state(payoutId, 1), "writer");
    const key = { TableName: table.tableName, Key: { pk: `PAYOUT#${payoutId}`, sk: "TELLING" } };
    const { Item } = await table.client.send(new GetCommand(key));
    const { publisher: teller, stale: behind, ...rest } = state(payoutId, 1);
    expect(Item).toEqual({ ...key.Key, telling: { ...rest, teller, behind }, writer: "writer" });
  });

  it("is kept without what it no longer has", async () => {
    const payoutId = ulid();
    await deliveryStates.save(state(payoutId, 1), "writer");
    const bare = { payoutId, version: 2, begun: {}, done: [] };
    await deliveryStates.save({ ...bare, publisher: undefined, stale: undefined }, "writer");
    expect(await deliveryStates.get(payoutId)).toEqual(bare);
  });
});

describe("of two who save at once", () => {
  it.each([1, 2])("the second is refused at version %i", async (version) => {
    const payoutId = ulid();
    if (version === 2) await deliveryStates.save(state(payoutId, 1), "before");
    await deliveryStates.save(state(payoutId, version), "one");
    await expect(deliveryStates.save(state(payoutId, version), "other")).rejects.toThrow(
      DeliveryStateChangedError,
    );
  });

  it("none may leave a version out", async () => {
    const payoutId = ulid();
    await deliveryStates.save(state(payoutId, 1), "one");
    await expect(deliveryStates.save(state(payoutId, 3), "one")).rejects.toThrow(
      DeliveryStateChangedError,
    );
  });
});

it("takes its own write whose answer was lost for its own", async () => {
  const payoutId = ulid();
  let sent = 0;
  const client = clientThatLosesAnAnswer(table.newClient(), "PutItemCommand", async () => {
    sent += 1;
  });
  const unreliable = createDynamoDbDeliveryStateStore({ ...table, client });
  await unreliable.save(state(payoutId, 1), "writer");
  expect([sent, (await deliveryStates.get(payoutId))?.version]).toEqual([1, 1]);
});
