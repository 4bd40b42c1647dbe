import {
  CreateTableCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  type DynamoDBClientConfig,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { startLocalDynamoDb } from "@paysheet/aws-emulator/dynamodb";
import { createMemoryDynamoDb } from "@paysheet/aws-emulator/memory-dynamodb";
import { memoryClientOf } from "@paysheet/aws-emulator/memory-dynamodb/document-client";
import { ulid } from "ulid";
import { afterAll, beforeAll, inject } from "vitest";
import { createDynamoDbClient } from "../../../adapters/dynamodb/dynamodb-client.ts";
import { type DynamoDbTable, documentClientOf } from "../../../adapters/dynamodb/dynamodb-table.ts";
import { tableDefinition } from "../../../adapters/dynamodb/table.ts";
import { serveDynamoDb } from "../../../bench/distribution/emulators/serve-dynamodb.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Which DynamoDB the contract suites are run on; see vitest.config.ts. */
    readonly dynamoDb?: "memory";
  }
}

/** Long enough for a table on AWS. */
export const TABLE_TIMEOUT_MS = 120_000;

export interface TableUnderTest extends DynamoDbTable {
  /** Another client for the same table. */
  newClient(): DynamoDBClient;
  remove(): Promise<void>;
}

interface DynamoDbUnderTest {
  /** Absent where the environment says it. */
  readonly endpoint?: string;
  /** Absent: the stores reach it as the clients do. */
  readonly client?: DynamoDbTable["client"];
  readonly close?: () => Promise<void>;
}

/** Reached by the stores themselves without HTTP, and over HTTP by the clients of which answers get lost. */
async function startMemoryDynamoDb(): Promise<DynamoDbUnderTest> {
  const dynamoDb = createMemoryDynamoDb();
  const server = await serveDynamoDb({ dynamoDb, latencyMs: 0 });
  return { endpoint: server.url, client: memoryClientOf(dynamoDb), close: () => server.close() };
}

/**
 * A new table in the DynamoDB in memory, where this suite is run on that; or else where
 * `AWS_ENDPOINT_URL_DYNAMODB` points; or else in the embedded one.
 */
export async function createTableUnderTest(): Promise<TableUnderTest> {
  const isElsewhere = process.env["AWS_ENDPOINT_URL_DYNAMODB"] !== undefined;
  const start = isElsewhere ? async () => ({}) : startLocalDynamoDb;
  const dynamoDb: DynamoDbUnderTest =
    inject("dynamoDb") === "memory" ? await startMemoryDynamoDb() : await start();
  const { endpoint } = dynamoDb;
  const config: DynamoDBClientConfig =
    endpoint === undefined
      ? {}
      : {
          endpoint,
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
    client: dynamoDb.client ?? documentClientOf(client),
    tableName,
    newClient,
    async remove() {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      for (const each of clients) each.destroy();
      await dynamoDb.close?.();
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
