import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { type Instant, toInstant } from "../../domain/clock.ts";
import type { LedgerOrigin, Origin } from "../../domain/distribution/ledger-origin.ts";
import { optional } from "../../domain/optional.ts";
import { personSchema } from "../../domain/payout/person.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { queryItems } from "./query-items.ts";
import { readStored } from "./stored-record.ts";
import { ALL_PAYOUTS, INDEXES, ORIGIN_KEY } from "./table.ts";

const NOT_THERE = "attribute_not_exists(pk)";
const AS_IT_WAS_READ = "#tableId = :readTableId";

const originSchema = z.object({
  /** As DescribeTable names the table in which this was written, or that took its place. */
  tableId: z.string().min(1),
  /** Who said that it takes the place of another, which that was, when and why. */
  adopted: z
    .object({
      from: z.string().min(1).optional(),
      by: personSchema,
      at: z.iso.datetime(),
      note: z.string(),
    })
    .optional(),
});
type StoredOrigin = z.infer<typeof originSchema>;

/** This table, as AWS knows it: of another id than every other one, of whatever name. */
interface ThisTable {
  readonly tableId: string;
  readonly createdAt: Instant;
}

/**
 * One item, which names the table that it was written in. It is restored and copied with all others,
 * and so names the other table there. A table without it is the ledger's own, unless it is younger than
 * what stands in it: a version that knew no such item wrote that, in another table.
 */
export function createDynamoDbLedgerOrigin(table: DynamoDbTable): LedgerOrigin {
  const { client, tableName } = table;
  /** What is known of a table that is no copy never changes. */
  let known: { readonly tableId: string; readonly origin: Origin } | undefined;

  async function stored(): Promise<StoredOrigin | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: ORIGIN_KEY, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : readStored(originSchema, Item, "origin of the table");
  }

  /** Whose the ledger is; written down where nobody did. Undefined for one that is a copy all the same. */
  async function claimed({ tableId, createdAt }: ThisTable): Promise<StoredOrigin | undefined> {
    const oldest = await oldestPayoutIn(table);
    if (oldest !== undefined && oldest < createdAt) return undefined;
    await isWritten(
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...ORIGIN_KEY, tableId },
          ConditionExpression: NOT_THERE,
        }),
      ),
    );
    return await stored();
  }

  return {
    async read() {
      const here = await describe(table);
      if (known?.tableId === here.tableId) return known.origin;
      const origin = (await stored()) ?? (await claimed(here));
      if (origin?.tableId !== here.tableId) return { isCopy: true, copiedAt: here.createdAt };
      known = {
        tableId: here.tableId,
        origin: { isCopy: false, ...optional("adoptedAt", origin.adopted?.at) },
      };
      return known.origin;
    },

    async adopt({ by, at, note }) {
      const { tableId } = await describe(table);
      const before = await stored();
      if (before?.tableId === tableId) return;
      const adopted = { by, at, note, ...optional("from", before?.tableId) };
      await isWritten(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...ORIGIN_KEY, tableId, adopted },
            ...(before === undefined
              ? { ConditionExpression: NOT_THERE }
              : {
                  ConditionExpression: AS_IT_WAS_READ,
                  ExpressionAttributeNames: { "#tableId": "tableId" },
                  ExpressionAttributeValues: { ":readTableId": before.tableId },
                }),
          }),
        ),
      );
    },
  };
}

async function describe({ client, tableName }: DynamoDbTable): Promise<ThisTable> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  const { TableId: tableId, CreationDateTime: createdAt } = Table ?? {};
  if (tableId === undefined || createdAt === undefined) {
    throw new Error(`DescribeTable does not tell which table ${tableName} is.`);
  }
  return { tableId, createdAt: toInstant(createdAt.getTime()) };
}

const listedSchema = z.object({ [INDEXES.byTime.sort]: z.string() });

/** When the oldest payout was made. */
async function oldestPayoutIn(table: DynamoDbTable): Promise<Instant | undefined> {
  const { name, partition, sort } = INDEXES.byTime;
  const found = queryItems(table, {
    IndexName: name,
    KeyConditionExpression: "#list = :all",
    ExpressionAttributeNames: { "#list": partition },
    ExpressionAttributeValues: { ":all": ALL_PAYOUTS },
    Limit: 1,
  });
  for await (const item of found) {
    // `createdAt#payoutId`
    return readStored(listedSchema, item, "list of payouts")[sort]?.split("#")[0];
  }
  return undefined;
}
