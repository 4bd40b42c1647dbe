import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { HeldRefreshLock, RefreshLock } from "../points-api/refresh-lock.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { refreshLockKey } from "./table.ts";

/** Nobody ever held it, its holder released it or took too long, or it is ours already. */
const MAY_ACQUIRE = "attribute_not_exists(pk) OR #expiresAtMs <= :nowMs OR #owner = :owner";
/** Nobody acquired it since, and we have not released it: a late duplicate of a write does nothing. */
const STILL_OURS = "#owner = :owner AND #expiresAtMs = :expiresAtMs";
/** When a released lock expires: before any time at which it may be asked for. */
const RELEASED = 0;

const storedSchema = z.object({
  lastUse: z
    .object({
      versionId: z.string(),
      atMs: z.int(),
      outcome: z.enum(["stored", "refused"]).optional(),
    })
    .optional(),
});

/** One item a secret, never deleted. */
export function createDynamoDbRefreshLock({ client, tableName }: DynamoDbTable): RefreshLock {
  const update = (secretId: string, rest: Partial<UpdateCommandInput>) =>
    client.send(
      new UpdateCommand({ TableName: tableName, Key: refreshLockKey(secretId), ...rest }),
    );

  return {
    async acquire({ secretId, owner, ttlMs, nowMs }) {
      const expiresAtMs = nowMs + ttlMs;
      const names = { "#owner": "owner", "#expiresAtMs": "expiresAtMs" };
      const ours = { ":owner": owner, ":expiresAtMs": expiresAtMs };
      try {
        const { Attributes = {} } = await update(secretId, {
          UpdateExpression: "SET #owner = :owner, #expiresAtMs = :expiresAtMs",
          ConditionExpression: MAY_ACQUIRE,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ...ours, ":nowMs": nowMs },
          ReturnValues: "ALL_NEW",
        });
        return heldLock(readStored(storedSchema, Attributes, "lock of a refresh token").lastUse);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }

      function heldLock(lastUse: HeldRefreshLock["lastUse"]): HeldRefreshLock {
        return {
          endsAtMs: expiresAtMs,
          lastUse,
          note: (use) =>
            isWritten(
              update(secretId, {
                UpdateExpression: "SET #lastUse = :use",
                ConditionExpression: STILL_OURS,
                ExpressionAttributeNames: { ...names, "#lastUse": "lastUse" },
                ExpressionAttributeValues: { ...ours, ":use": use },
              }),
            ),
          async release() {
            await isWritten(
              update(secretId, {
                UpdateExpression: "SET #expiresAtMs = :released",
                ConditionExpression: STILL_OURS,
                ExpressionAttributeNames: names,
                ExpressionAttributeValues: { ...ours, ":released": RELEASED },
              }),
            );
          },
        };
      }
    },
  };
}
