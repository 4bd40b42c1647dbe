import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { LedgerCorrections, NamelessWords } from "../../domain/distribution/ledger-store.ts";
import { optional } from "../../domain/optional.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { entryKey, userPk } from "./table.ts";

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
  const { sets, names, values } = settingOf(said);
  return isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: entryKey(ref),
        UpdateExpression: `SET #userId = :hash, #userPk = :userPk, #erasedAt = :at${sets} REMOVE #reason, #extras, #detail`,
        ConditionExpression: `${SETTLED} AND ${retriedBy === undefined ? NOT_RETRIED : RETRIED_AS_READ}`,
        ExpressionAttributeNames: {
          "#state": "state",
          "#retriedBy": "retriedBy",
          "#userId": "userId",
          "#userPk": "userPk",
          "#erasedAt": "erasedAt",
          "#reason": "reason",
          "#extras": "extras",
          "#detail": "detail",
          ...names,
        },
        ExpressionAttributeValues: {
          ":paid": "paid",
          ":rejected": "rejected",
          ":withdrawn": "withdrawn",
          ...optional(":retriedBy", retriedBy),
          ":hash": userIdHash,
          ":userPk": userPk(userIdHash),
          ":at": at,
          ...values,
        },
      }),
    ),
  );
}

function settingOf(said: NamelessWords) {
  const given = Object.entries(said).filter(([, words]) => words !== undefined);
  return {
    sets: given.map(([name]) => `, #${name} = :${name}`).join(""),
    names: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(given.map(([name, words]) => [`:${name}`, words])),
  };
}
