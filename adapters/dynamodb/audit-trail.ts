import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { type AuditEvent, auditEventSchema } from "../../domain/payout/audit-event.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import { queryItems } from "./query-items.ts";
import { readStored } from "./stored-record.ts";
import { EVENT_SK_PREFIX, eventKey, payoutKey } from "./table.ts";

/**
 * So many events are kept in the payout's item itself; a usual payout makes about ten. Of later
 * events the item keeps only the ids, as it must stay below 400 KB and a person may settle
 * thousands of payments.
 */
const EVENTS_IN_ITEM = 100;

const eventIdSchema = z.object({ eventId: z.string().min(1) });
type KeptEvent = AuditEvent | z.infer<typeof eventIdSchema>;

/**
 * What the payout's item keeps of an event. One that has no room there is written, as an item of
 * its own, before the change: if the change then never happens, no payout names the event.
 */
export async function keepEvent(
  { client, tableName }: DynamoDbTable,
  event: AuditEvent,
): Promise<KeptEvent> {
  if (event.revision <= EVENTS_IN_ITEM) return event;
  await client.send(new PutCommand({ TableName: tableName, Item: { ...eventKey(event), event } }));
  return { eventId: event.eventId };
}

/** All events, oldest first; empty when there is no such payout. */
export async function readTrail(
  table: DynamoDbTable,
  payoutId: string,
): Promise<readonly AuditEvent[]> {
  const { client, tableName } = table;
  const { Item } = await client.send(
    new GetCommand({
      TableName: tableName,
      Key: payoutKey(payoutId),
      ConsistentRead: true,
      ProjectionExpression: "#events",
      ExpressionAttributeNames: { "#events": "events" },
    }),
  );
  if (Item === undefined) return [];
  const name = `audit trail of payout ${payoutId}`;
  const { events } = readStored(z.object({ events: z.array(z.unknown()) }), Item, name);
  const whole = { events: events.slice(0, EVENTS_IN_ITEM) };
  const idsOnly = { events: events.slice(EVENTS_IN_ITEM) };
  const first = readStored(z.object({ events: z.array(auditEventSchema) }), whole, name).events;
  const ids = readStored(z.object({ events: z.array(eventIdSchema) }), idsOnly, name).events;
  if (ids.length === 0) return first;
  const others = await readOthers(table, payoutId);
  const later = ids.map(({ eventId }, index) => {
    const revision = EVENTS_IN_ITEM + index + 1;
    const event = others.get(eventKey({ payoutId, revision, eventId }).sk);
    if (event !== undefined) return event;
    throw new Error(`Event ${eventId} of payout ${payoutId} is missing.`);
  });
  return [...first, ...later];
}

async function readOthers(
  table: DynamoDbTable,
  payoutId: string,
): Promise<ReadonlyMap<string, AuditEvent>> {
  const items = queryItems(table, {
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": payoutKey(payoutId).pk, ":prefix": EVENT_SK_PREFIX },
    ConsistentRead: true,
  });
  const itemSchema = z.object({ sk: z.string(), event: auditEventSchema });
  const events = new Map<string, AuditEvent>();
  for await (const item of items) {
    const { sk, event } = readStored(itemSchema, item, `event of payout ${payoutId}`);
    events.set(sk, event);
  }
  return events;
}
