import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { createDynamoDbLedgerOrigin } from "../../adapters/dynamodb/dynamodb-ledger-origin.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { ORIGIN_KEY } from "../../adapters/dynamodb/table.ts";
import {
  createTableUnderTest,
  TABLE_TIMEOUT_MS,
  type TableUnderTest,
} from "../adapters/dynamodb/table-under-test.ts";
import { createdEvent, MARKETER, payoutIn } from "../domain/payout/payouts.ts";

const tables: TableUnderTest[] = [];
async function newTable(): Promise<TableUnderTest> {
  const table = await createTableUnderTest();
  tables.push(table);
  return table;
}
afterEach(async () => {
  for (const table of tables.splice(0)) await table.remove();
}, TABLE_TIMEOUT_MS);

const ADOPTED = { by: MARKETER, at: "2026-11-23T09:00:00.000Z", note: "restored to 08:00" };

async function createPayout(table: TableUnderTest, createdAt: string): Promise<void> {
  const payout = { ...payoutIn("ready"), createdAt };
  const payouts = createDynamoDbPayoutStore(table);
  await payouts.create(payout, createdEvent(payout));
  // Lists lag behind what was written.
  await expect.poll(async () => (await payouts.list({ limit: 1 })).items).toHaveLength(1);
}

/** What tells whose a table is, as a restore brings it back with all else. */
async function copy(from: TableUnderTest, to: TableUnderTest): Promise<void> {
  const Item = await stored(from);
  await to.client.send(new PutCommand({ TableName: to.tableName, Item }));
}

async function stored({ client, tableName }: TableUnderTest) {
  const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: ORIGIN_KEY }));
  return Item;
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const LAST_YEAR = "2025-11-23T09:00:00.000Z";

describe("a table that was never copied", () => {
  it("is the ledger's own from the first look on, by whichever process", async () => {
    const table = await newTable();
    const looks = [createDynamoDbLedgerOrigin(table), createDynamoDbLedgerOrigin(table)];

    const both = await Promise.all(looks.map((look) => look.read()));
    expect(both).toEqual([{ isCopy: false }, { isCopy: false }]);
    await createPayout(table, LAST_YEAR);

    expect(await createDynamoDbLedgerOrigin(table).read()).toEqual({ isCopy: false });
    expect(await looks[0]?.read()).toEqual({ isCopy: false });
  });

  it("is its own where an earlier version wrote payouts into it", async () => {
    const table = await newTable();
    await createPayout(table, inAnHour());
    expect(await createDynamoDbLedgerOrigin(table).read()).toEqual({ isCopy: false });
  });

  it("is not changed by somebody who says that it was restored", async () => {
    const origin = createDynamoDbLedgerOrigin(await newTable());
    await origin.read();
    await origin.adopt(ADOPTED);
    expect(await origin.read()).toEqual({ isCopy: false });
  });
});

describe("a table that was restored or copied", () => {
  it("is a copy until a person has said that it takes the other's place", async () => {
    const table = await newTable();
    await createDynamoDbLedgerOrigin(table).read();
    const restored = await newTable();
    await copy(table, restored);
    const origin = createDynamoDbLedgerOrigin(restored);
    expect(await origin.read()).toEqual({ isCopy: true, copiedAt: expect.any(String) });

    await origin.adopt(ADOPTED);
    await origin.adopt({ ...ADOPTED, note: "said twice" });

    const adopted = { isCopy: false, adoptedAt: ADOPTED.at };
    expect(await origin.read()).toEqual(adopted);
    expect(await createDynamoDbLedgerOrigin(restored).read()).toEqual(adopted);
    expect(await stored(restored)).toMatchObject({
      adopted: { ...ADOPTED, from: expect.any(String) },
    });
    // Neither is the table that it was copied from any the wiser, nor is one that is copied from it.
    expect(await createDynamoDbLedgerOrigin(table).read()).toEqual({ isCopy: false });
    const again = await newTable();
    await copy(restored, again);
    expect(await createDynamoDbLedgerOrigin(again).read()).toMatchObject({ isCopy: true });
  });

  it("is a copy where an earlier version wrote what was copied, as its payouts are older than it", async () => {
    const table = await newTable();
    await createPayout(table, LAST_YEAR);
    const origin = createDynamoDbLedgerOrigin(table);
    expect(await origin.read()).toMatchObject({ isCopy: true });
    await origin.adopt(ADOPTED);
    expect(await origin.read()).toEqual({ isCopy: false, adoptedAt: ADOPTED.at });
  });
});
