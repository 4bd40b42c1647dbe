import { randomUUID } from "node:crypto";
import {
  ConditionalCheckFailedException,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import {
  type GivenStatement,
  nameOneTwice,
  readStatement,
  type StatementOperation,
  statementsSchema,
  tableIn,
} from "../statement.ts";
import { type Item, keyTextOf, type Placeholders, valueFor } from "./attribute-value.ts";
import { type Condition, readCondition } from "./condition.ts";
import { itemBytes, MAX_ITEM_BYTES } from "./item-size.ts";
import {
  createItems,
  type Index,
  type Items,
  type KeyNames,
  type Replicate,
  type TableDefinition,
  tableSchema,
} from "./items.ts";
import { readProjection } from "./projection.ts";
import { getSchema, putSchema, querySchema, updateSchema } from "./requests.ts";
import { UnknownRequestError } from "./unknown-request-error.ts";
import { readUpdate } from "./update.ts";

/** A page of a query ends here, as DynamoDB's does. */
const MAX_PAGE_BYTES = 1024 * 1024;

interface Table {
  readonly definition: TableDefinition;
  readonly items: Items;
  /** As DescribeTable tells it, on the wire. */
  readonly description: {
    readonly TableName: string;
    readonly TableStatus: "ACTIVE";
    /** Another one for each table that is created, of whatever name. */
    readonly TableId: string;
    /** In epoch seconds, with a fraction. */
    readonly CreationDateTime: number;
  };
}

const tableNameSchema = z.object({ TableName: z.string() });

export type MemoryDynamoDb = ReturnType<typeof createMemoryDynamoDb>;

/** An operation: the request's JSON in, the answer's out. */
export type Operation = (input: unknown) => object;

/**
 * DynamoDB in memory, as far as Paysheet asks for it: each request is carried out at once and as a
 * whole, on values as the wire spells them, and what is not known is refused.
 * {@link documentClientOver} has it answer without HTTP in between.
 * @throws the SDK's own exceptions for a condition that fails and a table that does not exist,
 * {@link UnknownRequestError} or a ZodError for a request that is not known or is none
 */
export function createMemoryDynamoDb(
  options: {
    /** Told of each write that was tried, and in which partition. */
    readonly onWrite?: (partition: string) => void;
    /** Told of each write that happened. */
    readonly onChange?: (before: Item | undefined, after: Item) => void;
    /** Absent: whatever is read, is read as it was last written. */
    readonly replicate?: Replicate;
    /** By which tables are created. */
    readonly nowMs?: () => number;
  } = {},
) {
  const {
    onWrite = () => undefined,
    onChange = () => undefined,
    replicate = (caughtUp) => caughtUp(),
    nowMs = Date.now,
  } = options;
  const tables = new Map<string, Table>();
  const conditionOf = remembered(readCondition);
  const updateOf = remembered(readUpdate);
  const projectionOf = remembered(readProjection);

  function tableNamed(name: string): Table {
    const table = tables.get(name);
    if (table !== undefined) return table;
    throw new ResourceNotFoundException({ message: `There is no table ${name}.`, $metadata: {} });
  }

  /** Of no name where there is no such table, which carrying the statement out then says. */
  function keyIn(statement: GivenStatement): readonly string[] {
    const { partition, sort } = tables.get(tableIn(statement))?.definition.KeySchema ?? {};
    return [partition, sort].filter((name) => name !== undefined);
  }

  /** The item as it stands, once the write's condition is found to hold. */
  function beforeWrite(request: ConditionalWrite, key: Item, also: readonly Used[] = []) {
    const { items, definition } = tableNamed(request.TableName);
    onWrite(keyTextOf(key[definition.KeySchema.partition]));
    const { ConditionExpression: expression } = request;
    const condition = expression === undefined ? undefined : conditionOf(expression);
    const placeholders = placeholdersOf(request, [condition, ...also]);
    const before = items.get(key, "consistent");
    if (condition?.holds(before, placeholders) === false) {
      const message = "The conditional request failed";
      throw new ConditionalCheckFailedException({ message, $metadata: {} });
    }
    return { items, before, placeholders };
  }

  const operations = {
    CreateTable(input: unknown) {
      const definition = tableSchema.parse(input);
      const description = {
        TableName: definition.TableName,
        TableStatus: "ACTIVE",
        TableId: randomUUID(),
        CreationDateTime: nowMs() / 1_000,
      } as const;
      tables.set(definition.TableName, {
        definition,
        items: createItems(definition, { onChange, replicate }),
        description,
      });
      return { TableDescription: description };
    },
    DescribeTable(input: unknown) {
      return { Table: tableNamed(tableNameSchema.parse(input).TableName).description };
    },
    DeleteTable(input: unknown) {
      const { TableName } = tableNameSchema.parse(input);
      tables.delete(TableName);
      return { TableDescription: { TableName, TableStatus: "DELETING" } };
    },

    GetItem(input: unknown) {
      const request = getSchema.parse(input);
      const { ProjectionExpression: expression } = request;
      const projection = expression === undefined ? undefined : projectionOf(expression);
      const placeholders = placeholdersOf(request, [projection]);
      const { items } = tableNamed(request.TableName);
      const item = items.get(request.Key, consistencyOf(request));
      if (item === undefined) return {};
      return { Item: projection === undefined ? item : projection.of(item, placeholders) };
    },

    PutItem(input: unknown) {
      const request = putSchema.parse(input);
      const { items } = beforeWrite(request, request.Item);
      assertFits(request.Item);
      items.put(request.Item);
      return {};
    },

    UpdateItem(input: unknown) {
      const request = updateSchema.parse(input);
      const update = updateOf(request.UpdateExpression);
      const { items, before, placeholders } = beforeWrite(request, request.Key, [update]);
      const after = update.apply(before ?? request.Key, placeholders);
      assertFits(after);
      items.put(after);
      return request.ReturnValues === undefined ? {} : { Attributes: after };
    },

    BatchExecuteStatement(input: unknown) {
      const { Statements: statements } = statementsSchema.parse(input);
      const asked = statements.map((statement) => readStatement(statement, keyIn(statement)));
      if (nameOneTwice(asked)) throw new UnknownRequestError("Two statements name one item.");
      return { Responses: asked.map((statement) => carryOut(statement)) };
    },

    Query(input: unknown) {
      const request = querySchema.parse(input);
      const { items, definition } = tableNamed(request.TableName);
      const index = indexNamed(definition, request);
      const keys = conditionOf(request.KeyConditionExpression);
      const { FilterExpression: filter, ProjectionExpression: projected } = request;
      const wanted = filter === undefined ? undefined : conditionOf(filter);
      const projection = projected === undefined ? undefined : projectionOf(projected);
      const placeholders = placeholdersOf(request, [keys, wanted, projection]);
      const partition = partitionAsked(request.KeyConditionExpression, placeholders);
      const stored =
        index === undefined
          ? items.inPartition(partition, consistencyOf(request))
          : items.inIndex(partition, index);
      const found = stored.filter((item) => keys.holds(item, placeholders));
      if (!request.ScanIndexForward) found.reverse();
      const order = { key: (index ?? definition).KeySchema, isForward: request.ScanIndexForward };
      const rest = behind(found, request.ExclusiveStartKey, order);
      const { page, isLast } = pageOf(rest, request.Limit);
      const shown = page.filter((item) => wanted?.holds(item, placeholders) ?? true);
      const last = page.at(-1);
      return {
        Items: shown.map((item) => projection?.of(item, placeholders) ?? item),
        Count: shown.length,
        ScannedCount: page.length,
        ...(isLast || last === undefined
          ? {}
          : { LastEvaluatedKey: { ...items.keyOf(last), ...indexKeyOf(last, index) } }),
      };
    },
  };

  /** Remembers the tables as they stand; called, the result brings that back, told to nobody. */
  function backUp(): () => void {
    const restores = [...tables.values()].map(({ items }) => items.backUp());
    return () => {
      for (const restore of restores) restore();
    };
  }

  /** Each statement by itself, as the operation that does the same. */
  function carryOut({ operation, action, request }: StatementOperation): object {
    try {
      operations[operation](request);
      return {};
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const isDuplicate = action === "PartiQLInsert";
      return { Error: { Code: isDuplicate ? "DuplicateItem" : "ConditionalCheckFailed" } };
    }
  }

  return { ...operations, backUp };
}

type Used = Pick<Condition, "used">;
type ConditionalWrite = Pick<
  z.output<typeof putSchema>,
  "TableName" | "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
>;

/**
 * What the placeholders of a request stand for.
 * @throws {UnknownRequestError} as DynamoDB does when one is used and not given, or given and not
 * used
 */
function placeholdersOf(
  request: Pick<ConditionalWrite, "ExpressionAttributeNames" | "ExpressionAttributeValues">,
  expressions: readonly (Used | undefined)[],
): Placeholders {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = request;
  for (const given of [names, values]) {
    for (const placeholder of Object.keys(given)) {
      if (expressions.some((expression) => expression?.used.has(placeholder))) continue;
      throw new UnknownRequestError(`${placeholder} is given, and no expression uses it.`);
    }
  }
  for (const expression of expressions) {
    for (const placeholder of expression?.used ?? []) {
      if (placeholder in names || placeholder in values) continue;
      throw new UnknownRequestError(`${placeholder} is used, and not given.`);
    }
  }
  return { names, values };
}

/** @throws {UnknownRequestError} as DynamoDB does when an item is too large */
function assertFits(item: Item): void {
  const bytes = itemBytes(item);
  if (bytes <= MAX_ITEM_BYTES) return;
  throw new UnknownRequestError(
    `Item size has exceeded the maximum allowed size: ${bytes} bytes of ${MAX_ITEM_BYTES}.`,
  );
}

/** The partition that a key condition asks for: its first clause, `key = :value`. */
function partitionAsked(expression: string, placeholders: Placeholders): string {
  const [, placeholder] = /^\s*#?\w+\s*=\s*(:\w+)/.exec(expression) ?? [];
  if (placeholder === undefined) {
    throw new UnknownRequestError(`"${expression}" does not begin with its partition.`);
  }
  return keyTextOf(valueFor(placeholder, placeholders));
}

/** @throws {UnknownRequestError} when there is none, or it is to be read consistently */
function indexNamed(
  { GlobalSecondaryIndexes: indexes }: TableDefinition,
  { IndexName: name, ConsistentRead: isConsistent }: z.output<typeof querySchema>,
): Index | undefined {
  if (name === undefined) return undefined;
  const index = indexes.find(({ IndexName }) => IndexName === name);
  if (index === undefined) throw new UnknownRequestError(`There is no index ${name}.`);
  if (isConsistent !== true) return index;
  throw new UnknownRequestError("No index is read consistently.");
}

function consistencyOf({ ConsistentRead: isConsistent }: { ConsistentRead?: boolean | undefined }) {
  return isConsistent === true ? "consistent" : "eventual";
}

function indexKeyOf(item: Item, index: Index | undefined): Item {
  if (index === undefined) return {};
  const { [index.KeySchema.partition]: partition, [index.KeySchema.sort]: sort } = item;
  return partition === undefined || sort === undefined
    ? {}
    : { [index.KeySchema.partition]: partition, [index.KeySchema.sort]: sort };
}

/** The items behind the place where the last page ended, whether that item still stands or not. */
function behind(
  found: readonly Item[],
  start: Item | undefined,
  { key, isForward }: { readonly key: KeyNames; readonly isForward: boolean },
): readonly Item[] {
  if (start === undefined) return found;
  const from = keyTextOf(start[key.sort]);
  return found.filter((item) => {
    const sort = keyTextOf(item[key.sort]);
    return isForward ? sort > from : sort < from;
  });
}

/** The first items, up to the limit and the size of a page. */
function pageOf(
  items: readonly Item[],
  limit = Number.POSITIVE_INFINITY,
): { readonly page: Item[]; readonly isLast: boolean } {
  const page: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    bytes += sizeOf(item);
    if (page.length === limit || (bytes > MAX_PAGE_BYTES && page.length > 0)) {
      return { page, isLast: false };
    }
    page.push(item);
  }
  return { page, isLast: page.length < limit };
}

/** About. Items never change, so that each is looked at once. */
const sizes = new WeakMap<Item, number>();
function sizeOf(item: Item): number {
  const known = sizes.get(item);
  if (known !== undefined) return known;
  const size = JSON.stringify(item).length;
  sizes.set(item, size);
  return size;
}

/** Reads each text once: a worker sends the same few over and over. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = read(text);
    known.set(text, made);
    return made;
  };
}
