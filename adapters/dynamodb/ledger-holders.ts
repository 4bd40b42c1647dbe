import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../domain/clock.ts";
import type { LedgerState } from "../../domain/distribution/ledger.ts";
import type { LedgerCorrections, PaymentRef } from "../../domain/distribution/ledger-store.ts";
import { optional } from "../../domain/optional.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readEntry } from "./ledger-entry-item.ts";
import { entryKey, TIME_TO_LIVE, timeToLiveOf } from "./table.ts";
import { updateExpression } from "./update-expression.ts";

/** Nobody knows any more whose payment it is. */
const USER_KNOWN = "attribute_not_exists(#erasedAt)";
const HELD_BY_NOBODY = "attribute_not_exists(#holder)";
/** The payout that was read, and can never act on it. */
const STILL_AS_READ = "#holder = :instead";

/** Which attribute names the payout that acts on a payment again, and in which states it may. */
interface Kind {
  readonly attribute: "retriedBy" | "reversedBy";
  readonly states: readonly [LedgerState, ...LedgerState[]];
}
const SURELY_NOT_PAID: Kind = { attribute: "retriedBy", states: ["rejected", "withdrawn"] };
const PAID: Kind = { attribute: "reversedBy", states: ["paid"] };

/** Writes down which payout pays again what surely was not paid; see the port. */
export function markRetried(
  table: DynamoDbTable,
  { retriedBy, retriedAs, ...request }: Parameters<LedgerCorrections["markRetried"]>[0],
): Promise<boolean> {
  return hand(table, { ...request, to: retriedBy, as: retriedAs }, SURELY_NOT_PAID);
}

/** Writes down which payout takes back what was paid; see the port. */
export function markReversed(
  table: DynamoDbTable,
  { reversedBy, ...request }: Parameters<LedgerCorrections["markReversed"]>[0],
): Promise<boolean> {
  return hand(table, { ...request, to: reversedBy }, PAID);
}

interface HandRequest {
  readonly ref: PaymentRef;
  readonly to: string;
  /** The other id under which that payout has it. */
  readonly as?: string | undefined;
  readonly instead?: string | undefined;
  readonly keptUntil?: Instant | undefined;
}

/** Gives a payment to one payout at a time. True also when an earlier attempt of it did. */
async function hand(
  table: DynamoDbTable,
  { ref, to, as, instead, keptUntil }: HandRequest,
  { attribute, states }: Kind,
): Promise<boolean> {
  const { client, tableName } = table;
  const isFree = instead === undefined ? HELD_BY_NOBODY : STILL_AS_READ;
  const inState = states.map((state) => `#state = :${state}`).join(" OR ");
  const { expression, names, values } = updateExpression({
    [attribute]: to,
    // What an earlier retry that came to nothing had it as, counts no more.
    ...(attribute === "retriedBy" && { retriedAs: as }),
    ...(keptUntil !== undefined && { [TIME_TO_LIVE]: timeToLiveOf(keptUntil) }),
  });
  const write = client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: entryKey(ref),
      UpdateExpression: expression,
      ConditionExpression: `(${inState}) AND ${USER_KNOWN} AND ${isFree}`,
      ExpressionAttributeNames: {
        "#state": "state",
        "#holder": attribute,
        "#erasedAt": "erasedAt",
        ...names,
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(states.map((state) => [`:${state}`, state])),
        ...values,
        ...optional(":instead", instead),
      },
    }),
  );
  if (await isWritten(write)) return true;
  const stored = await readEntry(table, ref);
  const isInState = states.some((state) => state === stored?.state);
  return isInState && stored?.[attribute] === to;
}
