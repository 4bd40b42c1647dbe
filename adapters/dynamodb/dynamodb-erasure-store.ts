import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { type ErasureStore, erasureSchema } from "../../domain/personal-data/erasure.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { erasureKey } from "./table.ts";

/** Nobody asked for another run since. */
const STILL_OURS = "attribute_not_exists(pk) OR #erasure.#run = :run OR #erasure.#run = :before";

const storedSchema = z.object({ erasure: erasureSchema });

/** One item a user, kept for good: it says that the user was erased, and names nobody by then. */
export function createDynamoDbErasureStore({ client, tableName }: DynamoDbTable): ErasureStore {
  return {
    async get(userIdHash) {
      const { Item } = await client.send(
        new GetCommand({
          TableName: tableName,
          Key: erasureKey(userIdHash),
          ConsistentRead: true,
        }),
      );
      return Item === undefined ? undefined : readStored(storedSchema, Item, "erasure").erasure;
    },
    save: (erasure) =>
      isWritten(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...erasureKey(erasure.userIdHash), erasure },
            ConditionExpression: STILL_OURS,
            ExpressionAttributeNames: { "#erasure": "erasure", "#run": "run" },
            ExpressionAttributeValues: { ":run": erasure.run, ":before": erasure.run - 1 },
          }),
        ),
      ),
  };
}
