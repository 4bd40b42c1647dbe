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

/** Nobody told of the payout yet. */
const NEVER_TOLD = "attribute_not_exists(pk)";
/** Nobody wrote since it was read. */
const AS_IT_WAS_READ = "#telling.#version = :previousVersion";

const storedSchema = z.object({ telling: deliveryStateSchema, writer: z.string() });

/** One item a payout. */
export function createDynamoDbDeliveryStateStore(table: DynamoDbTable): DeliveryStateStore {
  const { client, tableName } = table;

  return {
    get: async (payoutId) => (await read(table, payoutId))?.telling,

    async save(telling, writer) {
      const { payoutId, version } = telling;
      const write = client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...deliveryStateKey(payoutId), telling, writer },
          ...(version === 1
            ? { ConditionExpression: NEVER_TOLD }
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
  return Item === undefined ? undefined : readStored(storedSchema, Item, `telling of ${payoutId}`);
}
