import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import {
  type Telling,
  TellingChangedError,
  type TellingStore,
  tellingSchema,
} from "../../domain/report/telling.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { tellingKey } from "./table.ts";

/** Nobody told of the payout yet. */
const NEVER_TOLD = "attribute_not_exists(pk)";
/** Nobody wrote since it was read. */
const AS_IT_WAS_READ = "#telling.#version = :previousVersion";

const storedSchema = z.object({ telling: tellingSchema, writer: z.string() });

/** One item a payout. */
export function createDynamoDbTellingStore(table: DynamoDbTable): TellingStore {
  const { client, tableName } = table;

  return {
    get: async (payoutId) => (await read(table, payoutId))?.telling,

    async save(telling, writer) {
      const { payoutId, version } = telling;
      const write = client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...tellingKey(payoutId), telling, writer },
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
      if (!isOurs) throw new TellingChangedError(payoutId);
    },
  };
}

async function read(
  { client, tableName }: DynamoDbTable,
  payoutId: string,
): Promise<{ telling: Telling; writer: string } | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: tellingKey(payoutId), ConsistentRead: true }),
  );
  return Item === undefined ? undefined : readStored(storedSchema, Item, `telling of ${payoutId}`);
}
