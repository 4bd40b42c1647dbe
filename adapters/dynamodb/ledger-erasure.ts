import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { LedgerCorrections, NamelessWords } from "../../domain/distribution/ledger-store.ts";
import { optional } from "../../domain/optional.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { entryKey, userPk } from "./table.ts";
import { updateExpression } from "./update-expression.ts";

/** What is in flight or in doubt may still be asked for, which takes the id. */
const SETTLED = "#state IN (:paid, :rejected, :withdrawn)";

/** A retry that took it up since it was read is about to ask for it. */
const NOT_RETRIED = "attribute_not_exists(#retriedBy)";
const RETRIED_AS_READ = "#retriedBy = :retriedBy";

/** Puts the hash of a user's id in the place of the id, in the index as well; see the port. */
export function eraseUserOf(
  { client, tableName }: DynamoDbTable,
  { ref, retriedBy, userIdHash, at, said }: Parameters<LedgerCorrections["eraseUser"]>[0],
): Promise<boolean> {
  const { expression, names, values } = updateExpression({
    userId: userIdHash,
    userPk: userPk(userIdHash),
    erasedAt: at,
    ...onlyGiven(said),
    accountId: undefined,
    reason: undefined,
    extras: undefined,
    detail: undefined,
  });
  return isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: entryKey(ref),
        UpdateExpression: expression,
        ConditionExpression: `${SETTLED} AND ${retriedBy === undefined ? NOT_RETRIED : RETRIED_AS_READ}`,
        ExpressionAttributeNames: { "#state": "state", "#retriedBy": "retriedBy", ...names },
        ExpressionAttributeValues: {
          ":paid": "paid",
          ":rejected": "rejected",
          ":withdrawn": "withdrawn",
          ...optional(":retriedBy", retriedBy),
          ...values,
        },
      }),
    ),
  );
}

/** Words that were not said of it stay as they are. */
function onlyGiven(said: NamelessWords) {
  return Object.fromEntries(Object.entries(said).filter(([, words]) => words !== undefined));
}
