import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
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

/** In flight, whoever claimed it: proof of payment asks for no fence. */
const IN_FLIGHT: Condition = {
  expression: "#state = :sending",
  values: { ":sending": "sending" },
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

/**
 * ```
 * stored:      sending              rejected, unknown, released   paid
 * paid         recorded             recorded                      stays as it is
 * rejected ┐   recorded, unless a   stays as it is                stays as it is
 * unknown  ┘   newer fence has it
 * ```
 * True when the settlement stands in the ledger afterwards, by this write or by its own earlier
 * attempt whose answer was lost.
 */
export async function settleEntry(table: DynamoDbTable, request: SettleRequest): Promise<boolean> {
  const { settlement, ref } = request;
  if (settlement.state === "paid") return settlePaid(table, request);
  if (await write(table, request, inFlightAndNotOvertaken(request.fence))) return true;
  return isStored(await readEntry(table, ref), settlement);
}

async function settlePaid(table: DynamoDbTable, request: SettleRequest): Promise<boolean> {
  const { ref, settlement } = request;
  if (await write(table, request, IN_FLIGHT)) return true;
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
  const recorded = evidenceOf(settlement);
  return EVIDENCE.every((name) => entry[name] === recorded[name]);
}

const EVIDENCE = ["transactionId", "code", "detail"] as const;

function evidenceOf(
  settlement: Settlement,
): Partial<Record<(typeof EVIDENCE)[number], string | undefined>> {
  if (settlement.state === "paid") return { transactionId: settlement.transactionId };
  return { code: settlement.code, detail: settlement.detail };
}

function write(
  { client, tableName }: DynamoDbTable,
  { ref, settlement, at }: SettleRequest,
  condition: Condition,
): Promise<boolean> {
  const evidence = evidenceOf(settlement);
  const given = EVIDENCE.filter((name) => evidence[name] !== undefined);
  const absent = EVIDENCE.filter((name) => evidence[name] === undefined);
  const sets = [
    "#state = :state",
    "#settledAt = :at",
    ...given.map((name) => `#${name} = :${name}`),
  ];
  // The code and detail of an overruled outcome must not stay beside the new one.
  const removes = absent.map((name) => `#${name}`);
  return isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: entryKey(ref),
        UpdateExpression: `SET ${sets.join(", ")} REMOVE ${removes.join(", ")}`,
        ConditionExpression: condition.expression,
        ExpressionAttributeNames: {
          "#state": "state",
          "#settledAt": "settledAt",
          ...Object.fromEntries(EVIDENCE.map((name) => [`#${name}`, name])),
          ...condition.names,
        },
        ExpressionAttributeValues: {
          ":state": settlement.state,
          ":at": at,
          ...Object.fromEntries(given.map((name) => [`:${name}`, evidence[name]])),
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
