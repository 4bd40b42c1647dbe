import { randomUUID } from "node:crypto";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { signedRequestKey, TIME_TO_LIVE } from "./table.ts";

/** Signed requests that were accepted, by whichever process. */
export interface SignedRequests {
  /** True for the first request with this signature, false for every later one. */
  take(signature: string, forgetAtMs: number): Promise<boolean>;
}

const NEVER_TAKEN = "attribute_not_exists(pk)";

const storedSchema = z.object({ taking: z.string() });

export function createDynamoDbSignedRequests(table: DynamoDbTable): SignedRequests {
  const { client, tableName } = table;
  return {
    async take(signature, forgetAtMs) {
      const taking = randomUUID();
      const Key = signedRequestKey(signature);
      const write = client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...Key, taking, [TIME_TO_LIVE]: Math.ceil(forgetAtMs / 1000) },
          ConditionExpression: NEVER_TAKEN,
        }),
      );
      if (await isWritten(write)) return true;
      // Perhaps by ourselves: the first answer was lost and the SDK sent the write again.
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
      );
      return Item !== undefined && readStored(storedSchema, Item, "request").taking === taking;
    },
  };
}
