import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../domain/clock.ts";
import type { Settlement } from "../../domain/distribution/ledger.ts";
import type { LedgerStore, PaymentRef } from "../../domain/distribution/ledger-store.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readEntry, type StoredEntry } from "./ledger-entry-item.ts";
import { reopenChunk } from "./ledger-tallies.ts";
import { entryKey } from "./table.ts";

type SettleRequest = Parameters<LedgerStore["settle"]>[0];

interface Condition {
  readonly expression: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Undecided, whoever claimed it: proof of payment asks for no fence. */
const UNDECIDED: Condition = {
  expression: "(#state = :sending OR #state = :accepted)",
  values: { ":sending": "sending", ":accepted": "accepted" },
};
/** Evidence wins over every other outcome, and nothing moves a payment out of `paid`. */
const CLAIMED_AND_NOT_PAID: Condition = {
  expression: "attribute_exists(pk) AND #state <> :paid",
  values: { ":paid": "paid" },
};
/** A worker with a newer fence knows more. */
const inFlightAndNotOvertaken = (fence: number): Condition => ({
  expression: "#state = :sending AND #fence <= :fence",
  names: { "#fence": "fence" },
  values: { ":sending": "sending", ":fence": fence },
});
/** The same of what the points API took, and has not decided yet. */
const undecidedAndNotOvertaken = (fence: number): Condition => ({
  expression: `${UNDECIDED.expression} AND #fence <= :fence`,
  names: { "#fence": "fence" },
  values: { ...UNDECIDED.values, ":fence": fence },
});

/**
 * ```
 * stored:      sending              accepted             rejected, unknown,     paid
 *                                                       released, withdrawn
 * paid         recorded             recorded             recorded               stays as it is
 * accepted  ┐  recorded, unless a   stays as it is       stays as it is         stays as it is
 * withdrawn ┘  newer fence has it
 * rejected ┐   newer fence has it   recorded, unless a   stays as it is         stays as it is
 * unknown  ┘                        newer fence has it
 * ```
 * True when the settlement stands in the ledger afterwards, by this write or by its own earlier
 * attempt whose answer was lost.
 */
export async function settleEntry(table: DynamoDbTable, request: SettleRequest): Promise<boolean> {
  const { settlement, ref } = request;
  if (settlement.state === "paid") return settlePaid(table, request);
  const isEnd = settlement.state === "rejected" || settlement.state === "unknown";
  const condition = isEnd ? undecidedAndNotOvertaken : inFlightAndNotOvertaken;
  if (await write(table, request, condition(request.fence))) return true;
  return isStored(await readEntry(table, ref), settlement);
}

async function settlePaid(table: DynamoDbTable, request: SettleRequest): Promise<boolean> {
  const { ref, settlement } = request;
  if (await write(table, request, UNDECIDED)) return true;
  const entry = await readEntry(table, ref);
  if (entry === undefined) throw new PaymentNeverClaimedError(ref);
  if (entry.state === "paid") return isStored(entry, settlement);
  // The chunk may be closed, or about to be, with the old outcome in its counts.
  await reopenChunk(table, ref.payoutId, ref.chunk);
  const isRecorded = await write(table, request, CLAIMED_AND_NOT_PAID);
  return isRecorded || isStored(await readEntry(table, ref), settlement);
}

function isStored(entry: StoredEntry | undefined, settlement: Settlement): boolean {
  if (entry?.state !== settlement.state) return false;
  if (settlement.state === "accepted") return entry?.reference === settlement.reference;
  const { state: _, ...recorded }: Evidence = settlement;
  return EVIDENCE.every((name) => entry[name] === recorded[name]);
}

/** What an end leaves behind; those of an overruled one must not stay beside the new one. */
const EVIDENCE = ["transactionId", "code", "detail"] as const;

type Evidence = { readonly state: string } & {
  readonly [name in (typeof EVIDENCE)[number]]?: string | undefined;
};

/** The fields that a settlement writes, and those that it removes. */
export function fieldsOf(settlement: Settlement, at: Instant) {
  const isEnd = settlement.state !== "accepted";
  return {
    written: { ...settlement, [isEnd ? "settledAt" : "acceptedAt"]: at },
    removed: isEnd ? EVIDENCE.filter((name) => (settlement as Evidence)[name] === undefined) : [],
  };
}

function write(
  { client, tableName }: DynamoDbTable,
  { ref, settlement, at }: SettleRequest,
  condition: Condition,
): Promise<boolean> {
  const { written, removed } = fieldsOf(settlement, at);
  const given = Object.entries(written).filter(([, value]) => value !== undefined);
  const sets = given.map(([name]) => `#${name} = :${name}`).join(", ");
  const removes = removed.map((name) => `#${name}`).join(", ");
  return isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: entryKey(ref),
        UpdateExpression: `SET ${sets}${removes === "" ? "" : ` REMOVE ${removes}`}`,
        ConditionExpression: condition.expression,
        ExpressionAttributeNames: {
          ...Object.fromEntries(
            [...given.map(([name]) => name), ...removed].map((name) => [`#${name}`, name]),
          ),
          ...condition.names,
        },
        ExpressionAttributeValues: {
          ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
          ...condition.values,
        },
      }),
    ),
  );
}

/** Proof of payment for something nobody ever claimed: a mistake of the caller's. */
class PaymentNeverClaimedError extends Error {
  override readonly name = "PaymentNeverClaimedError";
  constructor({ payoutId, row }: PaymentRef, options?: ErrorOptions) {
    super(`Row ${row} of payout ${payoutId} was never claimed, yet is said to be paid.`, options);
  }
}
