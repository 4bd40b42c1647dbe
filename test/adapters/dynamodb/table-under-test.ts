import {
  CreateTableCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  type DynamoDBClientConfig,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { ulid } from "ulid";
import { afterAll, beforeAll } from "vitest";
import { createDynamoDbClient } from "../../../adapters/dynamodb/dynamodb-client.ts";
import { type DynamoDbTable, documentClientOf } from "../../../adapters/dynamodb/dynamodb-table.ts";
import { tableDefinition } from "../../../adapters/dynamodb/table.ts";
import { startLocalDynamoDb } from "../../../local/aws/dynamodb/local-dynamodb.ts";

/** Long enough for a table on AWS. */
export const TABLE_TIMEOUT_MS = 120_000;

export interface TableUnderTest extends DynamoDbTable {
  /** Another client for the same table. */
  newClient(): DynamoDBClient;
  remove(): Promise<void>;
}

/** A new table where `AWS_ENDPOINT_URL_DYNAMODB` points, or else in an embedded DynamoDB. */
export async function createTableUnderTest(): Promise<TableUnderTest> {
  const isElsewhere = process.env["AWS_ENDPOINT_URL_DYNAMODB"] !== undefined;
  const local = isElsewhere ? undefined : await startLocalDynamoDb();
  const config: DynamoDBClientConfig =
    local === undefined
      ? {}
      : {
          endpoint: local.endpoint,
          region: "local",
          credentials: { accessKeyId: "local", secretAccessKey: "local" },
        };
  const clients: DynamoDBClient[] = [];
  const newClient = () => {
    const client = createDynamoDbClient(config);
    clients.push(client);
    return client;
  };
  const tableName = `paysheet-contract-${ulid()}`;
  const client = newClient();
  await client.send(new CreateTableCommand(tableDefinition(tableName)));
  await waitUntilTableExists(
    { client, maxWaitTime: 100, minDelay: 1, maxDelay: 2 },
    { TableName: tableName },
  );
  return {
    client: documentClientOf(client),
    tableName,
    newClient,
    async remove() {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      for (const each of clients) each.destroy();
      await local?.close();
    },
  };
}

/** One table for all tests of a file; `open` gets it before the first of them. */
export function shareTable(open: (table: TableUnderTest) => void): void {
  let table: TableUnderTest | undefined;
  beforeAll(async () => {
    table = await createTableUnderTest();
    open(table);
  }, TABLE_TIMEOUT_MS);
  afterAll(() => table?.remove(), TABLE_TIMEOUT_MS);
}
