import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import { CREDENTIALS, REGION, TABLE } from "../../local/stack/account.ts";

type Items = readonly Record<string, unknown>[];

/** The table of a local stack, and what a backup and a restore make of it. */
export function openStackTable(endpoint: string) {
  const dynamoDb = new DynamoDBClient({ region: REGION, credentials: CREDENTIALS, endpoint });
  const client = DynamoDBDocumentClient.from(dynamoDb);
  return {
    table: { client, tableName: TABLE },
    close: () => dynamoDb.destroy(),

    /** Every item, as a restore to this moment brings it back. */
    async backUp(): Promise<Items> {
      const items: Record<string, unknown>[] = [];
      const scan = { TableName: TABLE, ConsistentRead: true };
      for await (const page of paginateScan({ client }, scan)) items.push(...(page.Items ?? []));
      return items;
    },

    /** The table is gone, and another one of its name holds what was backed up. */
    async restore(items: Items): Promise<void> {
      await dynamoDb.send(new DeleteTableCommand({ TableName: TABLE }));
      const patience = { client: dynamoDb, maxWaitTime: 30, minDelay: 1, maxDelay: 1 };
      await waitUntilTableNotExists(patience, { TableName: TABLE });
      await dynamoDb.send(new CreateTableCommand(tableDefinition(TABLE)));
      await waitUntilTableExists(patience, { TableName: TABLE });
      const put = (Item: Record<string, unknown>) =>
        client.send(new PutCommand({ TableName: TABLE, Item }));
      await pMap(items, put, { concurrency: 8 });
    },
  };
}
