import type {
  AttributeDefinition,
  CreateTableCommandInput,
  GlobalSecondaryIndex,
  Projection,
} from "@aws-sdk/client-dynamodb";
import { type Instant, toEpochMs } from "../../domain/clock.ts";
import type { LeasedWork } from "../../domain/distribution/lease.ts";
import type { PaymentRef } from "../../domain/distribution/ledger-store.ts";
import type { Payout, PayoutState } from "../../domain/payout/payout.ts";
import type { Person } from "../../domain/payout/person.ts";

/**
 * The one table, all its keys strings:
 *
 * | item    | pk                  | sk         | listPk  | statePk        | timeSk       | userPk    | userSk       |
 * |---------|---------------------|------------|---------|----------------|--------------|-----------|--------------|
 * | payout  | PAYOUT#id           | PAYOUT     | PAYOUTS** | PAYOUTS#state* | createdAt#id |         |              |
 * | event   | PAYOUT#id           | EVENT#nr#id |        |                |              |           |              |
 * | lease   | PAYOUT#id           | LEASE[#n]  |         |                |              |           |              |
 * | channel | PAYOUT#id           | TELLING    |         |                |              |           |              |
 * | receipt | PAYOUT#id           | RECEIPT    |         |                |              |           |              |
 * | tally   | PAYOUT#id           | CHUNK#nr   |         |                |              |           |              |
 * | payment | LEDGER#id#chunk     | ROW#nr     |         |                |              | USER#user | id#row       |
 * | account | PERSON#email        | ACCOUNT#id |         |                |              |           |              |
 * | account | PEOPLE              | ACCOUNT#id |         |                |              |           |              |
 * | slack   | SLACK#user          | ACCOUNT#id |         |                |              |           |              |
 * | request | REQUEST#signature   | REQUEST    |         |                |              |           |              |
 * | setup   | SETUP               | SETUP      |         |                |              |           |              |
 * | origin  | ORIGIN              | ORIGIN     |         |                |              |           |              |
 * | lock    | REFRESH#secret      | REFRESH    |         |                |              |           |              |
 * | rate    | RATE#api            | RATE       |         |                |              |           |              |
 * | quota   | RATE#api            | DAY#date   |         |                |              |           |              |
 * | access  | ACCESS#day[#COPY]   | at#id      |         |                |              | ACCESS#of | at#id        |
 * | erasure | ERASURE#hash        | ERASURE    |         |                |              |           |              |
 * | reminder| REMINDERS           | REMINDER#id |        |                |              |           |              |
 * | reserved| RESERVED#what       | id#nr      |         |                |              |           |              |
 *
 * (*) With `#DRY` behind it where it is a dry run that is over; absent of one that was deleted.
 * (**) Or `DELETED`.
 *
 * A payout also has, as long as it waits for something, `openPk` and `openSk` (changedAt#id): NEWS while
 * the channel may not know of its last change, then UNSETTLED where people may have to settle payments.
 *
 * A ledger partition is one chunk, since a partition takes 1,000 writes a second. The payouts share
 * one index partition: each is written some tens of times in its whole life.
 */
export const PRIMARY_KEY = { partition: "pk", sort: "sk" } as const;

/**
 * The attribute, in epoch seconds, after which DynamoDB may delete an item by itself, within days.
 * Nothing else depends on that it does: what nobody needs any more does not pile up, and what the
 * policy keeps for a time only is not kept longer.
 */
export const TIME_TO_LIVE = "forgetAtSeconds";

/** When DynamoDB may delete an item, as it wants it. */
export function timeToLiveOf(keptUntil: Instant): number {
  return Math.ceil(toEpochMs(keptUntil) / 1000);
}

/** The item itself is copied into an index, or only `include` of it beside its keys. */
export const INDEXES = {
  /** Payouts, newest first. */
  byTime: { name: "byTime", partition: "listPk", sort: "timeSk", include: ["payout"] },
  /** Payouts in one state, newest first. */
  byState: { name: "byState", partition: "statePk", sort: "timeSk", include: ["payout"] },
  /** Ledger entries of one user, newest payout first. */
  byUser: { name: "byUser", partition: "userPk", sort: "userSk", include: undefined },
  /** Payouts that wait for something, by their last change; the others are not in it. */
  open: { name: "open", partition: "openPk", sort: "openSk", include: [] },
} as const;

/** The table as CreateTable takes it; the CDK table is made of the same constants. */
export function tableDefinition(tableName: string): CreateTableCommandInput {
  const keys = [PRIMARY_KEY, ...Object.values(INDEXES)];
  const attributes = new Set(keys.flatMap((key): string[] => [key.partition, key.sort]));
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...attributes].map(stringAttribute),
    KeySchema: keySchema(PRIMARY_KEY),
    GlobalSecondaryIndexes: Object.values(INDEXES).map(indexDefinition),
  };
}

function stringAttribute(name: string): AttributeDefinition {
  return { AttributeName: name, AttributeType: "S" };
}

function keySchema(key: { readonly partition: string; readonly sort: string }) {
  return [
    { AttributeName: key.partition, KeyType: "HASH" as const },
    { AttributeName: key.sort, KeyType: "RANGE" as const },
  ];
}

function indexDefinition(index: (typeof INDEXES)[keyof typeof INDEXES]): GlobalSecondaryIndex {
  return {
    IndexName: index.name,
    KeySchema: keySchema(index),
    Projection: projectionOf(index),
  };
}

function projectionOf({ include }: (typeof INDEXES)[keyof typeof INDEXES]): Projection {
  if (include === undefined) return { ProjectionType: "ALL" };
  return include.length === 0
    ? { ProjectionType: "KEYS_ONLY" }
    : { ProjectionType: "INCLUDE", NonKeyAttributes: [...include] };
}

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const PAYOUT_PREFIX = "PAYOUT#";
const payoutPk = (payoutId: string) => `${PAYOUT_PREFIX}${payoutId}`;
/** Zero-padded, so that numbers sort as text. */
const padded = (nr: number) => String(nr).padStart(10, "0");

export function payoutKey(payoutId: string): Key {
  return { pk: payoutPk(payoutId), sk: "PAYOUT" };
}

/** The payout that an item of its partition belongs to. */
export function payoutIdOf({ pk }: Key): string {
  return pk.slice(PAYOUT_PREFIX.length);
}

export function leaseKey({ payoutId, shard }: LeasedWork): Key {
  return { pk: payoutPk(payoutId), sk: shard === 0 ? "LEASE" : `LEASE#${padded(shard)}` };
}

export function deliveryStateKey(payoutId: string): Key {
  return { pk: payoutPk(payoutId), sk: "TELLING" };
}

export function receiptKey(payoutId: string): Key {
  return { pk: payoutPk(payoutId), sk: "RECEIPT" };
}

export const EVENT_SK_PREFIX = "EVENT#";

/** An event of a payout, in the order of its revisions. */
export function eventKey(event: {
  readonly payoutId: string;
  readonly revision: number;
  readonly eventId: string;
}): Key {
  return { pk: payoutPk(event.payoutId), sk: `${eventsOf(event.revision)}${event.eventId}` };
}

/** How the sort keys of a revision's events begin: that of its change, and of those that failed. */
export function eventsOf(revision: number): string {
  return `${EVENT_SK_PREFIX}${padded(revision)}#`;
}

export const TALLY_SK_PREFIX = "CHUNK#";

export function tallyKey(payoutId: string, chunk: number): Key {
  return { pk: payoutPk(payoutId), sk: `${TALLY_SK_PREFIX}${padded(chunk)}` };
}

export function entryKey({ payoutId, chunk, row }: PaymentRef): Key {
  return { pk: chunkPk(payoutId, chunk), sk: `ROW#${padded(row)}` };
}

export function chunkPk(payoutId: string, chunk: number): string {
  return `LEDGER#${payoutId}#${padded(chunk)}`;
}

/**
 * Where the accounts stand that signed in with an address. Earlier versions kept the last of them
 * alone, as `PERSON`.
 */
export function personPk(email: string): string {
  return `PERSON#${email}`;
}

/** Where all accounts stand together: whoever may decide is found there. */
export const PEOPLE_PK = "PEOPLE";

/** Where the accounts stand that a Slack user acted as. */
export function slackUserPk(slackUserId: string): string {
  return `SLACK#${slackUserId}`;
}

/** An account among others; JSON tells where the issuer ends. */
export function accountSk({ id, issuer }: Pick<Person, "id" | "issuer">): string {
  return `ACCOUNT#${JSON.stringify([issuer ?? "", id])}`;
}

/** A signed request that was taken once. */
export function signedRequestKey(signature: string): Key {
  return { pk: `REQUEST#${signature}`, sk: "REQUEST" };
}

/** How far the installation has been set up. */
export const SETUP_KEY: Key = { pk: "SETUP", sk: "SETUP" };

/** In which table the ledger was written. */
export const ORIGIN_KEY: Key = { pk: "ORIGIN", sk: "ORIGIN" };

/** Who may use up the refresh token that stands in this secret. */
export function refreshLockKey(secretId: string): Key {
  return { pk: `REFRESH#${secretId}`, sk: "REFRESH" };
}

/** What the workers who ask a points API have claimed of its rate. */
export function rateKey(api: string): Key {
  return { pk: `RATE#${api}`, sk: "RATE" };
}

/** How many calls a points API was made on a day, `2026-11-30`. */
export function quotaKey(api: string, day: string): Key {
  return { pk: `RATE#${api}`, sk: `DAY#${day}` };
}

/** Who saw what of users on a day, `2026-11-30`. */
export function accessDayPk(day: string): string {
  return `ACCESS#${day}`;
}

interface AccessPlace {
  readonly at: Instant;
  readonly accessId: string;
}

export function accessKey({ at, accessId }: AccessPlace): Key {
  return { pk: accessDayPk(at.slice(0, 10)), sk: `${at}#${accessId}` };
}

/** Of a user in a payout: stands among the payout's, and by this copy among the user's as well. */
export function accessCopyKey({ at, accessId }: AccessPlace): Key {
  return { pk: `${accessDayPk(at.slice(0, 10))}#COPY`, sk: `${at}#${accessId}` };
}

/** Who saw what of a payout, or of a user by its keyed hash. */
export function accessSubjectPk(subject: string): string {
  return `ACCESS#${subject}`;
}

/** That a user's data is erased, by the keyed hash of the user's id. */
export function erasureKey(userIdHash: string): Key {
  return { pk: `ERASURE#${userIdHash}`, sk: "ERASURE" };
}

/** Where all reminders stand together. */
export const REMINDERS_PK = "REMINDERS";

export function reminderKey(reminderId: string): Key {
  return { pk: REMINDERS_PK, sk: `REMINDER#${reminderId}` };
}

/** All that is reserved of something limited. */
export function reservationPk(of: string): string {
  return `RESERVED#${of}`;
}

/** What a payout reserves of it by the schedule of that generation. */
export function reservationKey(
  of: string,
  { payoutId, generation }: { readonly payoutId: string; readonly generation: number },
): Key {
  return { pk: reservationPk(of), sk: `${payoutId}#${padded(generation)}` };
}

/** Where a payout stands in the list of all. */
export const ALL_PAYOUTS = "PAYOUTS";

/** Where those stand that a person deleted: in no other list. */
export const DELETED_PAYOUTS = "DELETED";

/** In which states dry runs pile up: nothing ever takes them out of these. */
const HAS_DRY_RUNS_APART: ReadonlySet<PayoutState> = new Set(["completed", "halted", "cancelled"]);

/**
 * Where the payouts in one state are listed. Dry runs that are over have a list of their own, so
 * that whoever looks for payouts that paid need not pass over them; those that ended under earlier
 * versions stand among the others.
 */
export function listsOf(state: PayoutState): {
  readonly others: string;
  readonly dryRuns?: string | undefined;
} {
  const others = `${ALL_PAYOUTS}#${state}`;
  return HAS_DRY_RUNS_APART.has(state) ? { others, dryRuns: `${others}#DRY` } : { others };
}

/** Where a payout stands in the list of those in its state. */
export function listOf({ state, dryRun }: Pick<Payout, "state" | "dryRun">): string {
  const { others, dryRuns = others } = listsOf(state);
  return dryRun === true ? dryRuns : others;
}

export function timeSk({ createdAt, payoutId }: Pick<Payout, "createdAt" | "payoutId">): string {
  return `${createdAt}#${payoutId}`;
}

/** Payouts whose last change the channel may not know of. */
export const NEWS = "NEWS";

/** Payouts that nobody pays, and that may have `unknown` payments. */
export const UNSETTLED = "UNSETTLED";

export function openSk({ updatedAt, payoutId }: Pick<Payout, "updatedAt" | "payoutId">): string {
  return `${updatedAt}#${payoutId}`;
}

export function userPk(userId: string): string {
  return `USER#${userId}`;
}

export function userSk({ payoutId, row }: Pick<PaymentRef, "payoutId" | "row">): string {
  return `${payoutId}#${padded(row)}`;
}
