import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { LedgerCorrections } from "../../domain/distribution/ledger-store.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { entryKey, userPk } from "./table.ts";

/** What is in flight or in doubt may still be asked for, which takes the id. */
const SETTLED = "#state IN (:paid, :rejected, :withdrawn)";

/** Puts the hash of a user's id in the place of the id, in the index as well; see the port. */
export function eraseUserOf(
  { client, tableName }: DynamoDbTable,
  { ref, userIdHash, at, note }: Parameters<LedgerCorrections["eraseUser"]>[0],
): Promise<boolean> {
  const sets = "SET #userId = :hash, #userPk = :userPk, #erasedAt = :at";
  return isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: entryKey(ref),
        UpdateExpression: `${sets}${note === undefined ? "" : ", #resolution.#note = :note"} REMOVE #reason, #detail`,
        ConditionExpression: SETTLED,
        ExpressionAttributeNames: {
          "#state": "state",
          "#userId": "userId",
          "#userPk": "userPk",
          "#erasedAt": "erasedAt",
          "#reason": "reason",
          "#detail": "detail",
          ...(note !== undefined && { "#resolution": "resolution", "#note": "note" }),
        },
        ExpressionAttributeValues: {
          ":paid": "paid",
          ":rejected": "rejected",
          ":withdrawn": "withdrawn",
          ":hash": userIdHash,
          ":userPk": userPk(userIdHash),
          ":at": at,
          ...(note !== undefined && { ":note": note }),
        },
      }),
    ),
  );
}
