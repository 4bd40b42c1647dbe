import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { DAY_MS, toEpochMs, toInstant } from "../../domain/clock.ts";
import type { Page } from "../../domain/payout/payout-store.ts";
import {
  type Access,
  type AccessesOf,
  type AccessTrail,
  accessSchema,
} from "../../domain/personal-data/access-trail.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import { queryPage, readCursor, writeCursor } from "./query-items.ts";
import { readStored } from "./stored-record.ts";
import {
  accessCopyKey,
  accessDayPk,
  accessKey,
  accessSubjectPk,
  INDEXES,
  type Key,
  PRIMARY_KEY,
  TIME_TO_LIVE,
  timeToLiveOf,
} from "./table.ts";

const storedSchema = z.object({ access: accessSchema });
const cursorSchema = z.strictObject({
  at: z.iso.datetime().max(40),
  accessId: z.string().min(1).max(500),
  /** 1 where the last one was read from its copy. */
  copy: z.literal([0, 1]),
});

/**
 * One item an access, in the partition of its day; what it is of is its place in the users' index. One
 * of two subjects, a user and a payout, has a copy there.
 */
export function createDynamoDbAccessTrail(
  table: DynamoDbTable & {
    /** For how long they are kept: as long as the ledger, of which they tell. */
    readonly keptDays: number;
  },
): AccessTrail {
  return {
    async record(access) {
      const keptUntil = toInstant(toEpochMs(access.at) + table.keptDays * DAY_MS);
      const put = (key: Key, subject: string | undefined) =>
        table.client.send(
          new PutCommand({
            TableName: table.tableName,
            Item: {
              ...key,
              ...(subject !== undefined && { userPk: accessSubjectPk(subject), userSk: key.sk }),
              access,
              [TIME_TO_LIVE]: timeToLiveOf(keptUntil),
            },
          }),
        );
      const { payoutId, userIdHash } = access;
      await put(accessKey(access), payoutId ?? userIdHash);
      if (hasCopy(access)) await put(accessCopyKey(access), userIdHash);
    },
    list: (of, page) => list(table, of, page),
  };
}

function hasCopy({ payoutId, userIdHash }: Access): boolean {
  return payoutId !== undefined && userIdHash !== undefined;
}

async function list(
  table: DynamoDbTable,
  of: AccessesOf,
  { cursor, limit }: Parameters<AccessTrail["list"]>[1],
): Promise<Page<Access>> {
  const place = placeOf(of);
  const { items, isLast } = await queryPage(
    table,
    {
      ...(place.index !== undefined && { IndexName: place.index }),
      KeyConditionExpression: "#partition = :partition",
      ExpressionAttributeNames: { "#partition": place.partition },
      ExpressionAttributeValues: { ":partition": place.value },
      ScanIndexForward: false,
      ExclusiveStartKey: cursor === undefined ? undefined : startAfter(cursor, place),
    },
    limit,
  );
  const accesses = items.map((item) => readStored(storedSchema, item, "access").access);
  const last = accesses.at(-1);
  if (isLast || last === undefined) return { items: accesses };
  const { at, accessId } = last;
  const copy = "userIdHash" in of && hasCopy(last) ? 1 : 0;
  return { items: accesses, cursor: writeCursor({ at, accessId, copy }) };
}

function placeOf(of: AccessesOf) {
  if ("day" in of) {
    return { index: undefined, partition: PRIMARY_KEY.partition, value: accessDayPk(of.day) };
  }
  const { name: index, partition } = INDEXES.byUser;
  const value = accessSubjectPk("payoutId" in of ? of.payoutId : of.userIdHash);
  return { index, partition, value };
}

function startAfter(cursor: string, { index, value }: ReturnType<typeof placeOf>) {
  const { copy, ...place } = readCursor(cursorSchema, cursor);
  const key = copy === 1 ? accessCopyKey(place) : accessKey(place);
  // DynamoDB refuses to begin in another partition than the one that is asked for.
  return index === undefined ? { ...key, pk: value } : { ...key, userPk: value, userSk: key.sk };
}
