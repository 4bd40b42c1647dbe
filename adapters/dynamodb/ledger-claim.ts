import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type {
  ClaimResult,
  LedgerStore,
  PaymentRef,
} from "../../domain/distribution/ledger-store.ts";
import { optional } from "../../domain/optional.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { RELEASED, readEntry, type StoredEntry } from "./ledger-entry-item.ts";
import { entryKey, TIME_TO_LIVE, timeToLiveOf, userPk, userSk } from "./table.ts";

type ClaimRequest = Parameters<LedgerStore["claim"]>[0];
export type Claim = ClaimRequest & { readonly claimToken: string };

/** No call for it has ever left. */
const NEVER_CLAIMED = "attribute_not_exists(pk)";
/** Released because no call had left, and not by a worker with a newer fence. */
const GIVEN_BACK = "#state = :released AND #fence <= :fence";
/** A late duplicate of this very claim must not renew it once it was released. */
const NOT_BY_THIS_CLAIM = "#claimToken <> :claimToken";
const MAY_CLAIM_AFRESH = `${NEVER_CLAIMED} OR (${GIVEN_BACK} AND ${NOT_BY_THIS_CLAIM})`;

/** Its worker lost the lease to us before it recorded an outcome; a call may have left. */
const LEFT_IN_FLIGHT_BY_OLDER_FENCE = "#state = :sending AND #fence < :fence";
/** Another worker may keep one since the entry was read. */
const WITHOUT_ACCOUNT = "attribute_not_exists(#accountId)";

/** An older worker may release the payment between our tries; then we try again, this often. */
const MAX_TRIES = 4;

/**
 * ```
 * put, if nothing stands there ──────────────► fresh
 *   └ else look: our own token ──────────────► what that write was (its answer was lost)
 *                left by an older fence, taken ► in_doubt, since its first claim
 *                freed meanwhile ─────────────► once more
 *                anything else ───────────────► taken
 * ```
 * The token is made once a claim and sent with every attempt of it, so that the SDK's retry of a
 * write that did happen is told apart from another claim under the same fence.
 */
export async function claimEntry(table: DynamoDbTable, claim: Claim): Promise<ClaimResult> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    if (await claimAfresh(table, claim)) return { kind: "fresh" };
    const entry = await readEntry(table, claim.ref);
    if (entry?.claimToken === claim.claimToken) return resultOf(entry);
    if (!isClaimable(entry, claim)) return { kind: "taken" };
    if (entry?.state !== "sending") continue;
    if (await takeOver(table, claim, entry))
      return inDoubt({ ...entry, ...accountOf(claim, entry) });
  }
  return { kind: "taken" };
}

/** What the claim that wrote the entry last came to. */
function resultOf(entry: StoredEntry): ClaimResult {
  if (entry.state !== "sending") return { kind: "taken" };
  if (entry.claimedAs === "fresh") return { kind: "fresh" };
  return inDoubt(entry);
}

function inDoubt(entry: StoredEntry): ClaimResult {
  // Only a claim that was taken over has an earlier one.
  const { claimedAt, firstClaimedAt = claimedAt, tries = 0, failingSince, accountId } = entry;
  return {
    kind: "in_doubt",
    firstClaimedAt,
    tries,
    failingSince,
    ...optional("accountId", accountId),
  };
}

function isClaimable(entry: StoredEntry | undefined, { fence }: Claim): boolean {
  if (entry === undefined) return true;
  if (entry.state === RELEASED) return entry.fence <= fence;
  return entry.state === "sending" && entry.fence < fence;
}

/** What stands in the table for a payment that was never claimed before. */
export function itemOf(claim: Claim) {
  return newItemOf(claim, "sending");
}

function newItemOf<S extends "sending" | "withdrawn">(claim: Claim, state: S) {
  const { ref, payment, idempotencyKey, fence, at, claimToken, keptUntil } = claim;
  const entry = {
    ...ref,
    userId: payment.userId,
    accountId: payment.accountId,
    points: payment.points,
    reason: payment.reason,
    extras: payment.extras,
    state,
    idempotencyKey,
    fence,
    claims: 1,
    claimedAt: at,
    claimToken,
    claimedAs: "fresh",
  } satisfies StoredEntry;
  return {
    ...entryKey(ref),
    userPk: userPk(payment.userId),
    userSk: userSk(ref),
    ...entry,
    // From the beginning: a later write of it would cost as much as the claim itself.
    ...optional(TIME_TO_LIVE, keptUntil === undefined ? undefined : timeToLiveOf(keptUntil)),
  };
}
export type ClaimItem = ReturnType<typeof itemOf>;

/**
 * Writes that a payment is not made any more, where no call for it has left; see the port. True
 * also when an earlier attempt of it did, whose answer was lost.
 */
export async function withdrawEntry(table: DynamoDbTable, claim: Claim): Promise<boolean> {
  if (await claimAfresh(table, claim, "withdrawn")) return true;
  return (await readEntry(table, claim.ref))?.state === "withdrawn";
}

function claimAfresh(
  { client, tableName }: DynamoDbTable,
  claim: Claim,
  state: "sending" | "withdrawn" = "sending",
): Promise<boolean> {
  return isWritten(
    client.send(
      new PutCommand({
        TableName: tableName,
        Item: newItemOf(claim, state),
        ConditionExpression: MAY_CLAIM_AFRESH,
        ExpressionAttributeNames: {
          "#state": "state",
          "#fence": "fence",
          "#claimToken": "claimToken",
        },
        ExpressionAttributeValues: {
          ":released": RELEASED,
          ":fence": claim.fence,
          ":claimToken": claim.claimToken,
        },
      }),
    ),
  );
}

/** The account that a claim brings, where none was kept before: it is asked for under no other. */
function accountOf({ payment }: Claim, entry: StoredEntry): Pick<StoredEntry, "accountId"> {
  return entry.accountId === undefined ? optional("accountId", payment.accountId) : {};
}

function takeOver(
  { client, tableName }: DynamoDbTable,
  claim: Claim,
  entry: StoredEntry,
): Promise<boolean> {
  const { firstClaimedAt, claimedAt } = entry;
  const { accountId } = accountOf(claim, entry);
  const bringsAccount = accountId !== undefined;
  return isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: entryKey(claim.ref),
        UpdateExpression:
          "SET #fence = :fence, #claimToken = :claimToken, #claimedAs = :inDoubt, " +
          // What people said before another call leaves, says nothing of that call.
          `#claimedAt = :at, #firstClaimedAt = :first${bringsAccount ? ", #accountId = :accountId" : ""} ` +
          "ADD #claims :one REMOVE #proposed",
        ConditionExpression: bringsAccount
          ? `${LEFT_IN_FLIGHT_BY_OLDER_FENCE} AND ${WITHOUT_ACCOUNT}`
          : LEFT_IN_FLIGHT_BY_OLDER_FENCE,
        ExpressionAttributeNames: {
          "#state": "state",
          "#fence": "fence",
          "#claimToken": "claimToken",
          "#claimedAs": "claimedAs",
          "#claimedAt": "claimedAt",
          "#firstClaimedAt": "firstClaimedAt",
          "#claims": "claims",
          "#proposed": "proposed",
          ...(bringsAccount ? { "#accountId": "accountId" } : {}),
        },
        ExpressionAttributeValues: {
          ":sending": "sending",
          ":fence": claim.fence,
          ...optional(":accountId", accountId),
          ":claimToken": claim.claimToken,
          ":inDoubt": "in_doubt",
          ":at": claim.at,
          ":first": firstClaimedAt ?? claimedAt,
          ":one": 1,
        },
      }),
    ),
  );
}

/** Only the worker that holds a claim releases it, see {@link RELEASED}, or adds to it: same fence. */
const OURS_IN_FLIGHT = "#state = :sending AND #fence = :fence";

export async function releaseEntry(
  table: DynamoDbTable,
  { ref, fence }: Parameters<LedgerStore["release"]>[0],
): Promise<void> {
  await changeOurs(table, ref, fence, { state: RELEASED });
}

/** Writes down how often a claim was tried in vain; see the port. */
export async function noteTries(
  table: DynamoDbTable,
  { ref, fence, tries, failingSince }: Parameters<LedgerStore["noteTries"]>[0],
): Promise<void> {
  await changeOurs(table, ref, fence, { tries, failingSince });
}

async function changeOurs(
  { client, tableName }: DynamoDbTable,
  ref: PaymentRef,
  fence: number,
  fields: Partial<Pick<StoredEntry, "state" | "tries" | "failingSince">>,
): Promise<void> {
  const names = Object.keys(fields);
  await isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: entryKey(ref),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
        ConditionExpression: OURS_IN_FLIGHT,
        ExpressionAttributeNames: {
          "#state": "state",
          "#fence": "fence",
          ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
        },
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`:${name}`, value])),
          ":sending": "sending",
          ":fence": fence,
        },
      }),
    ),
  );
}
