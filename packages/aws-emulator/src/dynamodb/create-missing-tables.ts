import { setTimeout as delay } from "node:timers/promises";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";

const POLL_MS = 5;
/** About two seconds; a table is there after a few milliseconds. */
const MAX_POLLS = 400;

/** Creates those tables that do not exist, and waits until they can be used. */
export async function createMissingTables(
  endpoint: string,
  tables: readonly CreateTableCommandInput[],
): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  try {
    for (const table of tables) {
      if ((await statusOf(client, table.TableName)) === undefined) {
        await client.send(new CreateTableCommand(table));
      }
      await untilActive(client, table.TableName);
    }
  } finally {
    client.destroy();
  }
}

async function untilActive(client: DynamoDBClient, name: string | undefined): Promise<void> {
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    if ((await statusOf(client, name)) === "ACTIVE") return;
    await delay(POLL_MS);
  }
  throw new Error(`Table ${name} does not become active.`);
}

async function statusOf(
  client: DynamoDBClient,
  name: string | undefined,
): Promise<string | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return Table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
