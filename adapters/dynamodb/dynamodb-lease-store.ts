import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type {
  Lease,
  LeasedWork,
  LeaseResult,
  LeaseStore,
} from "../../domain/distribution/lease.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { leaseKey } from "./table.ts";

/** Nobody ever held it. */
const NEVER_HELD = "attribute_not_exists(pk)";
/** Released, or its holder did not renew it. */
const FREE = "#expiresAtMs <= :nowMs";
/** The same owner asks again, as it lost the answer: it gets a new fence. */
const OUR_OWN = "#owner = :owner";
/** Not by this very request: a late duplicate of it must not raise the fence again. */
const NOT_YET_ACQUIRED = "#acquisition <> :acquisition";
const MAY_ACQUIRE = `${NEVER_HELD} OR ((${FREE} OR ${OUR_OWN}) AND ${NOT_YET_ACQUIRED})`;

/** Nobody acquired it since, and we did not release it. */
const STILL_OURS = "#fence = :fence AND #owner = :owner AND #expiresAtMs > :released";
/** When a released lease expires: before any time at which it may be asked for. */
const RELEASED = 0;
/** A late duplicate of an older renewal must not shorten the lease again. */
const PROLONGS = "#expiresAtMs <= :expiresAtMs";

/** Another worker may release it between our write and our read; then we try again, this often. */
const MAX_TRIES = 4;

const storedLeaseSchema = z.object({
  owner: z.string(),
  fence: z.int().positive(),
  expiresAtMs: z.int().nonnegative(),
  /** Names the request that acquired it. */
  acquisition: z.string(),
});
type StoredLease = z.infer<typeof storedLeaseSchema>;

/** One item a shard, never deleted, so that its fence only ever grows. */
export function createDynamoDbLeaseStore(
  table: DynamoDbTable & {
    /** Names acquisitions, each by a new one. */
    readonly newAcquisition?: () => string;
  },
): LeaseStore {
  const { client, tableName, newAcquisition = randomUUID } = table;

  return {
    acquire: (request) => acquire(table, request, newAcquisition()),

    async renew(lease, { ttlMs, nowMs }) {
      const renewed: Lease = { ...lease, expiresAtMs: nowMs + ttlMs };
      const write = client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: leaseKey(lease),
          UpdateExpression: "SET #expiresAtMs = :expiresAtMs",
          ConditionExpression: `${STILL_OURS} AND ${PROLONGS}`,
          ExpressionAttributeNames: {
            "#fence": "fence",
            "#owner": "owner",
            "#expiresAtMs": "expiresAtMs",
          },
          ExpressionAttributeValues: {
            ":fence": lease.fence,
            ":owner": lease.owner,
            ":released": RELEASED,
            ":expiresAtMs": renewed.expiresAtMs,
          },
        }),
      );
      if (await isWritten(write)) return renewed;
      const stored = await read(table, lease);
      return stored !== undefined && isStillOurs(stored, lease) ? renewed : undefined;
    },

    async get(work) {
      const stored = await read(table, work);
      if (stored === undefined) return undefined;
      const { owner, fence, expiresAtMs } = stored;
      return { ...workOf(work), owner, fence, expiresAtMs };
    },

    async release(lease) {
      await isWritten(
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: leaseKey(lease),
            UpdateExpression: "SET #expiresAtMs = :released",
            ConditionExpression: STILL_OURS,
            ExpressionAttributeNames: {
              "#fence": "fence",
              "#owner": "owner",
              "#expiresAtMs": "expiresAtMs",
            },
            ExpressionAttributeValues: {
              ":fence": lease.fence,
              ":owner": lease.owner,
              ":released": RELEASED,
            },
          }),
        ),
      );
    },
  };
}

function isStillOurs(stored: StoredLease, lease: Lease): boolean {
  const isHeld = stored.expiresAtMs > RELEASED;
  return isHeld && stored.fence === lease.fence && stored.owner === lease.owner;
}

async function acquire(
  table: DynamoDbTable,
  request: Parameters<LeaseStore["acquire"]>[0],
  acquisition: string,
): Promise<LeaseResult> {
  const { owner, nowMs } = request;
  for (let tries = 1; ; tries += 1) {
    const fence = await tryAcquire(table, request, acquisition);
    if (fence !== undefined) return acquired(request, fence);
    const stored = await read(table, request);
    if (stored?.acquisition === acquisition) return acquired(request, stored.fence);
    const isFree = stored === undefined || stored.expiresAtMs <= nowMs || stored.owner === owner;
    if (!isFree || tries === MAX_TRIES) {
      return { kind: "busy", expiresAtMs: stored?.expiresAtMs ?? nowMs };
    }
  }
}

function acquired(
  { owner, ttlMs, nowMs, ...work }: Parameters<LeaseStore["acquire"]>[0],
  fence: number,
): LeaseResult {
  const expiresAtMs = nowMs + ttlMs;
  return { kind: "acquired", lease: { ...workOf(work), owner, fence, expiresAtMs } };
}

function workOf({ payoutId, shard }: LeasedWork): LeasedWork {
  return { payoutId, shard };
}

/** The new fence, or undefined when the condition failed. */
async function tryAcquire(
  { client, tableName }: DynamoDbTable,
  { owner, ttlMs, nowMs, ...work }: Parameters<LeaseStore["acquire"]>[0],
  acquisition: string,
): Promise<number | undefined> {
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: leaseKey(work),
        UpdateExpression:
          "SET #owner = :owner, #expiresAtMs = :expiresAtMs, #acquisition = :acquisition ADD #fence :one",
        ConditionExpression: MAY_ACQUIRE,
        ExpressionAttributeNames: {
          "#owner": "owner",
          "#expiresAtMs": "expiresAtMs",
          "#acquisition": "acquisition",
          "#fence": "fence",
        },
        ExpressionAttributeValues: {
          ":owner": owner,
          ":expiresAtMs": nowMs + ttlMs,
          ":nowMs": nowMs,
          ":acquisition": acquisition,
          ":one": 1,
        },
        ReturnValues: "ALL_NEW",
      }),
    );
    return readStored(storedLeaseSchema, Attributes, nameOf(work)).fence;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

async function read(
  { client, tableName }: DynamoDbTable,
  work: LeasedWork,
): Promise<StoredLease | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: leaseKey(work), ConsistentRead: true }),
  );
  return Item === undefined ? undefined : readStored(storedLeaseSchema, Item, nameOf(work));
}

function nameOf({ payoutId, shard }: LeasedWork): string {
  return `lease of payout ${payoutId}, shard ${shard}`;
}
