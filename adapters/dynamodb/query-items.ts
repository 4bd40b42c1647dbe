import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import type * as z from "zod";
import { InvalidCursorError } from "../../domain/payout/payout-store.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";

type Query = Omit<QueryCommandInput, "TableName">;

/** Every item a query finds, page after page (a page ends at 1 MB or at `Limit`). */
export async function* queryItems(
  { client, tableName }: DynamoDbTable,
  query: Query,
): AsyncGenerator<Record<string, unknown>> {
  let from = query.ExclusiveStartKey;
  do {
    const page = await client.send(
      new QueryCommand({ ...query, TableName: tableName, ExclusiveStartKey: from }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

/** The first `limit` items of a query, and whether there are more. */
export async function queryPage(
  table: DynamoDbTable,
  query: Query,
  limit: number,
): Promise<{ readonly items: Record<string, unknown>[]; readonly isLast: boolean }> {
  assertPageSize(limit);
  const items: Record<string, unknown>[] = [];
  // One more than asked for tells a full last page from one with a successor.
  for await (const item of queryItems(table, { ...query, Limit: limit + 1 })) {
    if (items.length === limit) return { items, isLast: false };
    items.push(item);
  }
  return { items, isLast: true };
}

/** @throws {RangeError} when it is no whole number of 1 or more */
export function assertPageSize(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`A page of ${limit} is none.`);
}

const MAX_CURSOR_LENGTH = 1000;

/**
 * A position in a list, opaque to the caller. It holds no partition key: which list is read, the
 * query alone decides, so that a forged cursor only begins the caller's own list elsewhere.
 */
export function writeCursor(position: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** @throws {InvalidCursorError} */
export function readCursor<S extends z.ZodType>(schema: S, cursor: string): z.output<S> {
  if (cursor.length > MAX_CURSOR_LENGTH) throw new InvalidCursorError();
  const parsed = schema.safeParse(jsonIn(cursor));
  if (!parsed.success) throw new InvalidCursorError({ cause: parsed.error });
  return parsed.data;
}

function jsonIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch (cause) {
    throw new InvalidCursorError({ cause });
  }
}
