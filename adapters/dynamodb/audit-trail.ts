import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { type AuditEvent, auditEventSchema } from "../../domain/payout/audit-event.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { queryItems } from "./query-items.ts";
import { readStored } from "./stored-record.ts";
import { EVENT_SK_PREFIX, eventKey, eventsOf, payoutKey } from "./table.ts";

/** A late duplicate of a write must not replace an event: what was told stays. */
const NOT_THERE = "attribute_not_exists(pk)";

/**
 * Each event is an item of its own, which names the one before it, and the payout names its last.
 * It is written before the change. If the change then never happens, no payout names the event.
 */
const eventItemSchema = z.object({
  sk: z.string(),
  event: auditEventSchema,
  /** Sort key of the event before it that is an item. */
  after: z.string().optional(),
});
type EventItem = z.infer<typeof eventItemSchema>;

/**
 * What earlier versions kept in the payout's item: its first hundred events whole, and of later ones
 * the ids. The list grows no more, except by executions that such a version began.
 */
const keptEventSchema = z.looseObject({ eventId: z.string().min(1) });
const keptEventsSchema = z.array(keptEventSchema).default([]);

/** Where a payout's trail ends. */
const headSchema = z.object({
  payout: z.object({ revision: z.int().positive() }),
  lastEvent: z.string().optional(),
  /** The channel was to be shown the payout at any time. */
  shown: z.literal(true).optional(),
});
export type TrailHead = z.infer<typeof headSchema>;

/** Writes an event that is in the trail once the payout names it. */
export async function writeEvent(
  { client, tableName }: DynamoDbTable,
  event: AuditEvent,
  after: string | undefined,
): Promise<void> {
  await isWritten(
    client.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...eventKey(event), event, after },
        ConditionExpression: NOT_THERE,
      }),
    ),
  );
}

/** Whether this very event, of its very revision, is in the trail. */
export async function isInTrail(table: DynamoDbTable, event: AuditEvent): Promise<boolean> {
  const { payoutId, revision, eventId } = event;
  const { sk } = eventKey(event);
  const [head, kept] = await readEnds(table, payoutId);
  if (head === undefined || head.payout.revision < revision) return false;
  if (kept[revision - 1]?.eventId === eventId) return true;
  if (head.payout.revision === revision) return head.lastEvent === sk;
  // Whoever made or tried the next change had read which event was the last then.
  const next = await readItems(table, payoutId, eventsOf(revision + 1));
  return [...next.values()].some(({ after }) => after === sk);
}

/** All events, oldest first; empty when there is no such payout. */
export async function readTrail(
  table: DynamoDbTable,
  payoutId: string,
): Promise<readonly AuditEvent[]> {
  const [head, kept] = await readEnds(table, payoutId);
  if (head === undefined) return [];
  const items = await readItems(table, payoutId, EVENT_SK_PREFIX);
  const events = kept.map((one, index) =>
    wholeEvent(one, { payoutId, revision: index + 1, items }),
  );
  for (let at = head.lastEvent; at !== undefined; ) {
    const item = items.get(at) ?? missing(at, payoutId);
    events.push(item.event);
    at = item.after;
  }
  return events.sort((one, other) => one.revision - other.revision);
}

/** An event in the list of an earlier version. */
function wholeEvent(
  kept: z.infer<typeof keptEventSchema>,
  {
    items,
    ...place
  }: {
    readonly payoutId: string;
    readonly revision: number;
    readonly items: ReadonlyMap<string, EventItem>;
  },
): AuditEvent {
  const { eventId } = kept;
  if (Object.keys(kept).length > 1) {
    return readStored(auditEventSchema, kept, `event ${eventId} of payout ${place.payoutId}`);
  }
  const { sk } = eventKey({ ...place, eventId });
  return (items.get(sk) ?? missing(sk, place.payoutId)).event;
}

function missing(sk: string, payoutId: string): never {
  throw new Error(`Event ${sk} of payout ${payoutId} is missing.`);
}

/** The trail's end, undefined when there is no such payout, and what an earlier version kept of its beginning. */
export async function readEnds(
  { client, tableName }: DynamoDbTable,
  payoutId: string,
): Promise<[TrailHead | undefined, z.infer<typeof keptEventsSchema>]> {
  const { Item } = await client.send(
    new GetCommand({
      TableName: tableName,
      Key: payoutKey(payoutId),
      ConsistentRead: true,
      ProjectionExpression: "#payout.#revision, lastEvent, shown, #events",
      ExpressionAttributeNames: {
        "#payout": "payout",
        "#revision": "revision",
        "#events": "events",
      },
    }),
  );
  if (Item === undefined) return [undefined, []];
  const name = `audit trail of payout ${payoutId}`;
  const { events } = readStored(z.object({ events: keptEventsSchema }), Item, name);
  return [readStored(headSchema, Item, name), events];
}

async function readItems(
  table: DynamoDbTable,
  payoutId: string,
  prefix: string,
): Promise<ReadonlyMap<string, EventItem>> {
  const items = queryItems(table, {
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": payoutKey(payoutId).pk, ":prefix": prefix },
    ConsistentRead: true,
  });
  const events = new Map<string, EventItem>();
  for await (const item of items) {
    const read = readStored(eventItemSchema, item, `event of payout ${payoutId}`);
    events.set(read.sk, read);
  }
  return events;
}
