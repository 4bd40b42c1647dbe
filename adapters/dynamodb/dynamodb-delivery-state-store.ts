import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import {
  type DeliveryState,
  DeliveryStateChangedError,
  type DeliveryStateStore,
  deliveryStateSchema,
} from "../../domain/channel/delivery-state.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { deliveryStateKey } from "./table.ts";

/** Nothing was published about the payout yet. */
const NEVER_PUBLISHED = "attribute_not_exists(pk)";
/** Nobody wrote since it was read. */
const AS_IT_WAS_READ = "#telling.#version = :previousVersion";

/** Stored under the names of the first version. */
const storedNamesSchema = z.looseObject({
  teller: z.unknown().optional(),
  behind: z.unknown().optional(),
});
const storedStateSchema = z.preprocess((stored) => {
  const { teller, behind, ...state } = storedNamesSchema.parse(stored);
  return { ...state, publisher: teller, stale: behind };
}, deliveryStateSchema);
const storedSchema = z.object({ telling: storedStateSchema, writer: z.string() });

/** One item a payout. */
export function createDynamoDbDeliveryStateStore(table: DynamoDbTable): DeliveryStateStore {
  const { client, tableName } = table;

  return {
    get: async (payoutId) => (await read(table, payoutId))?.telling,

    async save(state, writer) {
      const { payoutId, version } = state;
      const { publisher, stale, ...rest } = state;
      const telling = { ...rest, teller: publisher, behind: stale };
      const write = client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...deliveryStateKey(payoutId), telling, writer },
          ...(version === 1
            ? { ConditionExpression: NEVER_PUBLISHED }
            : {
                ConditionExpression: AS_IT_WAS_READ,
                ExpressionAttributeNames: { "#telling": "telling", "#version": "version" },
                ExpressionAttributeValues: { ":previousVersion": version - 1 },
              }),
        }),
      );
      if (await isWritten(write)) return;
      // Perhaps by ourselves: the first answer was lost and the SDK sent the write again.
      const stored = await read(table, payoutId);
      const isOurs = stored?.telling.version === version && stored.writer === writer;
      if (!isOurs) throw new DeliveryStateChangedError(payoutId);
    },
  };
}

async function read(
  { client, tableName }: DynamoDbTable,
  payoutId: string,
): Promise<{ telling: DeliveryState; writer: string } | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: deliveryStateKey(payoutId), ConsistentRead: true }),
  );
  return Item === undefined
    ? undefined
    : readStored(storedSchema, Item, `delivery state of ${payoutId}`);
}
