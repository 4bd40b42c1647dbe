import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { optional } from "../../domain/optional.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import { isDeleted } from "../../domain/payout/delete-draft.ts";
import { type Payout, payoutSchema } from "../../domain/payout/payout.ts";
import {
  MOST_LOOKED_AT,
  type Page,
  PayoutChangedError,
  type PayoutStore,
  PayoutUnreadableError,
} from "../../domain/payout/payout-store.ts";
import { type WaitingFor, waitsFor, waitsForOnceTold } from "../../domain/payout/waiting-for.ts";
import { isInTrail, readEnds, readTrail, type TrailHead, writeEvent } from "./audit-trail.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { assertPageSize, queryItems, queryPage, readCursor, writeCursor } from "./query-items.ts";
import { readStored, StoredRecordError } from "./stored-record.ts";
import {
  ALL_PAYOUTS,
  DELETED_PAYOUTS,
  eventKey,
  INDEXES,
  listOf,
  listsOf,
  NEWS,
  openSk,
  payoutIdOf,
  payoutKey,
  timeSk,
  UNSETTLED,
} from "./table.ts";
import { updateExpression } from "./update-expression.ts";

/** Nobody created it yet. */
const NOT_THERE = "attribute_not_exists(pk)";
/** Nobody changed it since it was read: each change raises the revision by one. */
const AS_IT_WAS_READ = "#payout.#revision = :readRevision";

const keySchema = z.object({ pk: z.string(), sk: z.string() });

const cursorSchema = z.strictObject({
  createdAt: z.iso.datetime().max(40),
  payoutId: z.string().min(1).max(200),
});

/**
 * One item a payout, of a bounded size; its audit events stand beside it. An event is written before
 * the change and becomes part of the trail by the one conditional write that makes it, without a
 * transaction. By its event a write whose answer was lost is recognised.
 */
export function createDynamoDbPayoutStore(table: DynamoDbTable): PayoutStore {
  const { client, tableName } = table;

  /** Sets attributes of a payout's item that is at that revision; removes those that are undefined. */
  async function update(
    { payoutId }: Payout,
    revision: number,
    attributes: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { expression, names, values } = updateExpression(attributes);
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: payoutKey(payoutId),
        UpdateExpression: expression,
        ConditionExpression: AS_IT_WAS_READ,
        ExpressionAttributeNames: { "#payout": "payout", "#revision": "revision", ...names },
        ExpressionAttributeValues: { ":readRevision": revision, ...values },
      }),
    );
  }

  return {
    async create(payout, event) {
      assertEventOf(payout, event, 1);
      await writeEvent(table, event, undefined);
      const write = client.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            ...payoutKey(payout.payoutId),
            listPk: ALL_PAYOUTS,
            statePk: listOf(payout),
            timeSk: timeSk(payout),
            ...waitingAttributes(waitsFor(payout, { wasShown: false }), payout),
            payout,
            lastEvent: eventKey(event).sk,
            // An execution that an earlier version began appends its events here.
            events: [],
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
      const [head] = await readEnds(table, payout.payoutId);
      if (head?.payout.revision !== payout.revision - 1) return await assertOurs(table, event);
      await writeEvent(table, event, head.lastEvent);
      const waitingFor = waitsFor(payout, { wasShown: wasShown(head, event) });
      const write = update(payout, payout.revision - 1, {
        payout,
        lastEvent: eventKey(event).sk,
        statePk: listOf(payout),
        ...(isDeleted(payout) && { listPk: DELETED_PAYOUTS, statePk: undefined }),
        ...waitingAttributes(waitingFor, payout),
      });
      if (!(await isWritten(write))) await assertOurs(table, event);
    },

    list: (query) => list(table, query),

    news: ({ limit }) => waiting(table, "news", limit),

    unsettled: ({ limit }) => waiting(table, "unsettled", limit),

    async noteTold(payout) {
      const left = waitingAttributes(waitsForOnceTold(payout), payout);
      await isWritten(update(payout, payout.revision, left));
    },

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
async function assertOurs(table: DynamoDbTable, event: AuditEvent): Promise<void> {
  if (!(await isInTrail(table, event))) throw new PayoutChangedError(event.payoutId);
}

/** Payouts of earlier versions bear no mark of it. */
function wasShown({ shown }: TrailHead, { from }: AuditEvent): boolean {
  return shown === true || from === "awaiting_approval" || from === "scheduled";
}

const OPEN_PARTITIONS: Readonly<Record<WaitingFor, string>> = {
  news: NEWS,
  unsettled: UNSETTLED,
};

/** Where it is listed as long as it waits; each undefined where it waits for nothing. */
function waitingAttributes(waitingFor: WaitingFor | undefined, payout: Payout) {
  if (waitingFor === undefined) return { openPk: undefined, openSk: undefined };
  return { openPk: OPEN_PARTITIONS[waitingFor], openSk: openSk(payout), shown: true };
}

/** Ids of the payouts that wait for that, the last changed first. */
async function waiting(
  table: DynamoDbTable,
  waitingFor: WaitingFor,
  limit: number,
): Promise<readonly string[]> {
  const query = {
    IndexName: INDEXES.open.name,
    KeyConditionExpression: "openPk = :partition",
    ExpressionAttributeValues: { ":partition": OPEN_PARTITIONS[waitingFor] },
    ScanIndexForward: false,
  };
  const { items } = await queryPage(table, query, limit);
  return items.map((item) => payoutIdOf(readStored(keySchema, item, `${waitingFor} of a payout`)));
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
    const payout = readListed(item, query);
    if (payout === undefined) continue;
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

/** Items of the list as it was asked for, in its order, which may be kept in two parts. */
async function* listed(
  table: DynamoDbTable,
  query: ListQuery,
): AsyncGenerator<Record<string, unknown>> {
  const [first, second] = partitionsOf(query);
  const index = query.state === undefined ? INDEXES.byTime : INDEXES.byState;
  const main = partOf(table, query, { index, partition: first });
  if (second === undefined) return yield* main;
  const rest = partOf(table, query, { index, partition: second });
  const isDescending = !isAscending(query);
  let [one, other] = await Promise.all([main.next(), rest.next()]);
  while (one.done !== true || other.done !== true) {
    if (other.done === true || (one.done !== true && isFirst(one.value, other.value))) {
      yield one.value;
      one = await main.next();
    } else {
      yield other.value;
      other = await rest.next();
    }
  }

  function isFirst(item: Record<string, unknown>, than: Record<string, unknown>): boolean {
    const isLater = String(item["timeSk"]) > String(than["timeSk"]);
    return isLater === isDescending;
  }
}

/** Where it is kept: in one part, or in two. */
function partitionsOf({
  state,
  withoutDryRuns = false,
  deleted,
}: ListQuery): readonly [string, string?] {
  if (deleted === "only") return [DELETED_PAYOUTS];
  if (state === undefined)
    return deleted === "too" ? [ALL_PAYOUTS, DELETED_PAYOUTS] : [ALL_PAYOUTS];
  const { others, dryRuns } = listsOf(state);
  return withoutDryRuns || dryRuns === undefined ? [others] : [others, dryRuns];
}

function isAscending({ createdBefore, oldestFirst = createdBefore !== undefined }: ListQuery) {
  return oldestFirst;
}

function partOf(
  table: DynamoDbTable,
  query: ListQuery,
  {
    index,
    partition,
  }: {
    readonly index: (typeof INDEXES)["byTime" | "byState"];
    readonly partition: string;
  },
) {
  const { createdBefore, cursor, limit, matches } = query;
  const isOlder = createdBefore === undefined ? "" : " AND timeSk < :createdBefore";
  return queryItems(table, {
    IndexName: index.name,
    KeyConditionExpression: `#partition = :partition${isOlder}`,
    ProjectionExpression: "#payout, timeSk",
    ExpressionAttributeNames: { "#partition": index.partition, "#payout": "payout" },
    ExpressionAttributeValues: {
      ":partition": partition,
      ...optional(":createdBefore", createdBefore),
    },
    ScanIndexForward: isAscending(query),
    Limit: matches === undefined ? limit + 1 : LOOK_AT_ONCE,
    ExclusiveStartKey:
      cursor === undefined ? undefined : startAfter(cursor, { [index.partition]: partition }),
  });
}

function startAfter(cursor: string, partition: Readonly<Record<string, string>>) {
  const position = readCursor(cursorSchema, cursor);
  return { ...payoutKey(position.payoutId), ...partition, timeSk: timeSk(position) };
}

/** @throws {PayoutUnreadableError} */
function readPayout(item: Record<string, unknown>, payoutId: string): Payout {
  try {
    return readStored(payoutSchema, item["payout"], `payout ${payoutId}`);
  } catch (cause) {
    if (!(cause instanceof StoredRecordError)) throw cause;
    throw new PayoutUnreadableError(payoutId, cause.message, { cause });
  }
}

/** Undefined for one that can't be read, where somebody is to be told of it. */
function readListed(
  item: Record<string, unknown>,
  { unreadable }: Pick<ListQuery, "unreadable">,
): Payout | undefined {
  try {
    return readPayout(item, idIn(item));
  } catch (error) {
    if (unreadable === undefined || !(error instanceof PayoutUnreadableError)) throw error;
    unreadable(error.payoutId);
    return undefined;
  }
}

function idIn(item: Record<string, unknown>): string {
  const known = z.object({ payout: z.object({ payoutId: z.string() }) }).safeParse(item);
  return known.data?.payout.payoutId ?? "without an id";
}
