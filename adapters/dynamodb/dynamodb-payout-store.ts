import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import { type Payout, payoutSchema } from "../../domain/payout/payout.ts";
import {
  MOST_LOOKED_AT,
  type Page,
  PayoutChangedError,
  type PayoutStore,
} from "../../domain/payout/payout-store.ts";
import { keepEvent, readTrail } from "./audit-trail.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { assertPageSize, queryItems, readCursor, writeCursor } from "./query-items.ts";
import { readStored } from "./stored-record.ts";
import { ALL_PAYOUTS, INDEXES, payoutKey, payoutsIn, timeSk } from "./table.ts";

/** Nobody created it yet. */
const NOT_THERE = "attribute_not_exists(pk)";
/** Nobody changed it since it was read: each change raises the revision by one. */
const AS_IT_WAS_READ = "#payout.#revision = :previousRevision";

const cursorSchema = z.strictObject({
  createdAt: z.iso.datetime().max(40),
  payoutId: z.string().min(1).max(200),
});

/**
 * One item a payout: `payout`, and in `events` its audit trail. Payout and event are written in one
 * conditional write, without a transaction. The event of revision n is the n-th of the list, which
 * is how a write whose answer was lost is recognised. Events are only read when asked for.
 */
export function createDynamoDbPayoutStore(table: DynamoDbTable): PayoutStore {
  const { client, tableName } = table;

  return {
    async create(payout, event) {
      assertEventOf(payout, event, 1);
      const write = client.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            ...payoutKey(payout.payoutId),
            listPk: ALL_PAYOUTS,
            statePk: payoutsIn(payout.state),
            timeSk: timeSk(payout),
            payout,
            events: [event],
          },
          ConditionExpression: NOT_THERE,
        }),
      );
      if (!(await isWritten(write))) await assertOurs(table, event);
    },

    async get(payoutId) {
      const { Item } = await client.send(
        new GetCommand({
          TableName: tableName,
          Key: payoutKey(payoutId),
          ConsistentRead: true,
          ProjectionExpression: "#payout",
          ExpressionAttributeNames: { "#payout": "payout" },
        }),
      );
      return Item === undefined ? undefined : readPayout(Item, payoutId);
    },

    async change(payout, event) {
      assertEventOf(payout, event, payout.revision);
      const kept = await keepEvent(table, event);
      const write = client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: payoutKey(payout.payoutId),
          UpdateExpression:
            "SET #payout = :payout, #events = list_append(#events, :events), statePk = :statePk",
          ConditionExpression: AS_IT_WAS_READ,
          ExpressionAttributeNames: {
            "#payout": "payout",
            "#revision": "revision",
            "#events": "events",
          },
          ExpressionAttributeValues: {
            ":payout": payout,
            ":events": [kept],
            ":statePk": payoutsIn(payout.state),
            ":previousRevision": payout.revision - 1,
          },
        }),
      );
      if (!(await isWritten(write))) await assertOurs(table, event);
    },

    list: (query) => list(table, query),

    events: (payoutId) => readTrail(table, payoutId),
  };
}

/** The n-th event is that of revision n; anything else is a mistake of the caller's. */
function assertEventOf(payout: Payout, event: AuditEvent, revision: number): void {
  const { payoutId } = payout;
  const fits = [payout, event].every((it) => it.payoutId === payoutId && it.revision === revision);
  if (!fits) throw new Error(`Event ${event.eventId} is not of this change of ${payoutId}.`);
}

/**
 * Accepts a write of our own whose answer was lost and which the SDK sent again.
 * @throws {PayoutChangedError} when this revision is not ours
 */
async function assertOurs({ client, tableName }: DynamoDbTable, event: AuditEvent): Promise<void> {
  const { Item } = await client.send(
    new GetCommand({
      TableName: tableName,
      Key: payoutKey(event.payoutId),
      ConsistentRead: true,
      ProjectionExpression: `#events[${event.revision - 1}].#eventId`,
      ExpressionAttributeNames: { "#events": "events", "#eventId": "eventId" },
    }),
  );
  const stored = z.object({ events: z.tuple([z.object({ eventId: z.string() })]) }).safeParse(Item);
  if (stored.data?.events[0].eventId !== event.eventId)
    throw new PayoutChangedError(event.payoutId);
}

type ListQuery = Parameters<PayoutStore["list"]>[0];

/** Items asked for at once while looking for some that match. */
const LOOK_AT_ONCE = 100;

async function list(table: DynamoDbTable, query: ListQuery): Promise<Page<Payout>> {
  const { limit, matches = () => true } = query;
  assertPageSize(limit);
  const items: Payout[] = [];
  let lookedAt = 0;
  let last: Payout | undefined;
  for await (const item of listed(table, query)) {
    const payout = readPayout(item, idIn(item));
    const isWanted = matches(payout);
    // One more than asked for: only that tells a full last page from one with a successor.
    const isFull = items.length === limit && isWanted;
    if (
      last !== undefined &&
      (isFull || (query.matches !== undefined && lookedAt === MOST_LOOKED_AT))
    ) {
      const { createdAt, payoutId } = last;
      return { items, cursor: writeCursor({ createdAt, payoutId }) };
    }
    if (isWanted) items.push(payout);
    lookedAt += 1;
    last = payout;
  }
  return { items };
}

function listed(table: DynamoDbTable, { state, cursor, limit, matches }: ListQuery) {
  const index = state === undefined ? INDEXES.byTime : INDEXES.byState;
  const partition = state === undefined ? ALL_PAYOUTS : payoutsIn(state);
  return queryItems(table, {
    IndexName: index.name,
    KeyConditionExpression: "#partition = :partition",
    ProjectionExpression: "#payout",
    ExpressionAttributeNames: { "#partition": index.partition, "#payout": "payout" },
    ExpressionAttributeValues: { ":partition": partition },
    ScanIndexForward: false,
    Limit: matches === undefined ? limit + 1 : LOOK_AT_ONCE,
    ExclusiveStartKey:
      cursor === undefined ? undefined : startAfter(cursor, { [index.partition]: partition }),
  });
}

function startAfter(cursor: string, partition: Readonly<Record<string, string>>) {
  const position = readCursor(cursorSchema, cursor);
  return { ...payoutKey(position.payoutId), ...partition, timeSk: timeSk(position) };
}

function readPayout(item: Record<string, unknown>, payoutId: string): Payout {
  return readStored(payoutSchema, item["payout"], `payout ${payoutId}`);
}

function idIn(item: Record<string, unknown>): string {
  const known = z.object({ payout: z.object({ payoutId: z.string() }) }).safeParse(item);
  return known.data?.payout.payoutId ?? "without an id";
}
