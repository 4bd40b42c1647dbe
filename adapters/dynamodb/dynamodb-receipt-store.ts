import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { optional } from "../../domain/optional.ts";
import { type ReceiptStore, receiptSchema } from "../../domain/receipt/receipt.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { receiptKey, TIME_TO_LIVE, timeToLiveOf } from "./table.ts";

const IS_FIRST = "attribute_not_exists(pk)";
/** Nobody has begun another one since. */
const IS_NEXT = "#receipt.#run = :before";
/** It goes on; or this very write came through before, and its answer was lost. */
const GOES_ON =
  "#receipt.#run = :run AND (#receipt.#state = :running OR #receipt.#updatedAt = :updatedAt)";

const storedSchema = z.object({ receipt: receiptSchema });

/** One item a payout, beside it: the payout's own revision does not grow with it. */
export function createDynamoDbReceiptStore({ client, tableName }: DynamoDbTable): ReceiptStore {
  return {
    async get(payoutId) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: receiptKey(payoutId), ConsistentRead: true }),
      );
      return Item === undefined
        ? undefined
        : readStored(storedSchema, Item, `receipt of ${payoutId}`).receipt;
    },
    save: (receipt) =>
      isWritten(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: {
              ...receiptKey(receipt.payoutId),
              ...optional(TIME_TO_LIVE, receipt.keptUntil && timeToLiveOf(receipt.keptUntil)),
              receipt,
            },
            ConditionExpression: `${IS_FIRST} OR ${IS_NEXT} OR (${GOES_ON})`,
            ExpressionAttributeNames: {
              "#receipt": "receipt",
              "#run": "run",
              "#state": "state",
              "#updatedAt": "updatedAt",
            },
            ExpressionAttributeValues: {
              ":run": receipt.run,
              ":before": receipt.run - 1,
              ":running": "running",
              ":updatedAt": receipt.updatedAt,
            },
          }),
        ),
      ),
  };
}
