import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { LedgerCorrections, NamelessWords } from "../../domain/distribution/ledger-store.ts";
import { optional } from "../../domain/optional.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { entryKey, userPk } from "./table.ts";
import { updateExpression } from "./update-expression.ts";

/** What is in flight or in doubt may still be asked for, which takes the id. */
const SETTLED = "#state IN (:paid, :rejected, :withdrawn)";

/** A payout that took it up since it was read is about to ask for it, or to take it back. */
const asRead = (field: "retriedBy" | "reversedBy", value: string | undefined) =>
  value === undefined ? `attribute_not_exists(#${field})` : `#${field} = :${field}`;

/** Puts the hash of a user's id in the place of the id, in the index as well; see the port. */
export function eraseUserOf(
  { client, tableName }: DynamoDbTable,
  {
    ref,
    retriedBy,
    reversedBy,
    userIdHash,
    at,
    said,
  }: Parameters<LedgerCorrections["eraseUser"]>[0],
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
        ConditionExpression: [
          SETTLED,
          asRead("retriedBy", retriedBy),
          asRead("reversedBy", reversedBy),
        ].join(" AND "),
        ExpressionAttributeNames: {
          "#state": "state",
          "#retriedBy": "retriedBy",
          "#reversedBy": "reversedBy",
          ...names,
        },
        ExpressionAttributeValues: {
          ":paid": "paid",
          ":rejected": "rejected",
          ":withdrawn": "withdrawn",
          ...optional(":retriedBy", retriedBy),
          ...optional(":reversedBy", reversedBy),
          ...values,
        },
      }),
    ),
  );
}

/** The same of the id under which another payout paid it again; see the port. */
export async function eraseCorrectionOf(
  { client, tableName }: DynamoDbTable,
  { ref, retriedAs, userIdHash }: Parameters<LedgerCorrections["eraseCorrection"]>[0],
): Promise<void> {
  await isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: entryKey(ref),
        UpdateExpression: "SET retriedAs = :userIdHash",
        ConditionExpression: "retriedAs = :retriedAs",
        ExpressionAttributeValues: { ":retriedAs": retriedAs, ":userIdHash": userIdHash },
      }),
    ),
  );
}

/** Words that were not said of it stay as they are. */
function onlyGiven(said: NamelessWords) {
  return Object.fromEntries(Object.entries(said).filter(([, words]) => words !== undefined));
}
