import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { createUndiciHandler } from "./undici-handler.ts";

/** The client for those who write much: the SDK's own, over undici. */
export function createDynamoDbClient(config: DynamoDBClientConfig = {}): DynamoDBClient {
  const client = new DynamoDBClient({ requestHandler: createUndiciHandler(), ...config });
  // We give it no logger, yet it prepares each request and answer for one.
  client.middlewareStack.remove("loggerMiddleware");
  return client;
}
