import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type ClientRequest, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { DataDirectoryError } from "../../src/dynamodb/assert-usable.ts";
import { startLocalDynamoDb } from "../../src/dynamodb/local-dynamodb.ts";
import { documentClientOf, tableNamed } from "./tables.ts";

const TABLE = "paysheet";
const ITEM = { pk: "p", sk: "s", text: "가" };

let cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
  cleanUps = [];
});

function clientOf(endpoint: string): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    endpoint,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  cleanUps.push(async () => client.destroy());
  return documentClientOf(client);
}

async function setup(dataDir?: string) {
  const local = await startLocalDynamoDb({
    tables: [tableNamed(TABLE)],
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= local.close();
    return closing;
  };
  cleanUps.push(close);
  return { ...local, close, client: clientOf(local.endpoint) };
}

async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-dynamodb-"));
  cleanUps.push(() => rm(dataDir, { recursive: true }));
  return dataDir;
}

/** Asks for the whole partition of {@link ITEM}, on a connection of its own. */
function askForAll(endpoint: string): ClientRequest {
  const asked = request(endpoint, {
    method: "POST",
    agent: false,
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.Query",
      "x-amz-date": "20261130T000000Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20261130/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
  });
  asked.on("error", () => {});
  asked.end(
    JSON.stringify({
      TableName: TABLE,
      KeyConditionExpression: "pk = :p",
      ExpressionAttributeValues: { ":p": { S: ITEM.pk } },
    }),
  );
  return asked;
}

const put = (client: DynamoDBDocumentClient, item: Record<string, unknown>) =>
  client.send(new PutCommand({ TableName: TABLE, Item: item }));
const get = async (client: DynamoDBDocumentClient, sk = "s") => {
  const { Item } = await client.send(new GetCommand({ TableName: TABLE, Key: { pk: "p", sk } }));
  return Item;
};

describe("the local DynamoDB answers a wrong call as AWS does:", () => {
  const key = { pk: "p", sk: "s" };
  const named = (TableName: string) => ({ TableName });
  const wrongCalls: [string, string, (client: DynamoDBDocumentClient) => Promise<unknown>][] = [
    [
      "an unknown table",
      "ResourceNotFoundException",
      (client) => client.send(new GetCommand({ ...named("nobody"), Key: key })),
    ],
    [
      "a table that exists",
      "ResourceInUseException",
      (client) => client.send(new CreateTableCommand(tableNamed(TABLE))),
    ],
    [
      "a condition that fails",
      "ConditionalCheckFailedException",
      (client) =>
        client.send(
          new PutCommand({
            ...named(TABLE),
            Item: ITEM,
            ConditionExpression: "attribute_exists(pk)",
          }),
        ),
    ],
    [
      "a key without its sort part",
      "ValidationException",
      (client) => client.send(new GetCommand({ ...named(TABLE), Key: { pk: "p" } })),
    ],
    ["an empty key", "ValidationException", (client) => put(client, { ...ITEM, sk: "" })],
    ["a key of another type", "ValidationException", (client) => put(client, { ...ITEM, sk: 1 })],
    [
      "an index key of another type",
      "ValidationException",
      (client) => put(client, { ...ITEM, listPk: 1 }),
    ],
    [
      "an item above 400 KB",
      "ValidationException",
      (client) => put(client, { ...ITEM, text: "x".repeat(410_000) }),
    ],
    [
      "a reserved word as a name",
      "ValidationException",
      (client) =>
        client.send(
          new UpdateCommand({
            ...named(TABLE),
            Key: key,
            UpdateExpression: "SET state = :a",
            ExpressionAttributeValues: { ":a": 1 },
          }),
        ),
    ],
    [
      "a value that no expression names",
      "ValidationException",
      (client) =>
        client.send(
          new UpdateCommand({
            ...named(TABLE),
            Key: key,
            UpdateExpression: "SET a = :a",
            ExpressionAttributeValues: { ":a": 1, ":b": 2 },
          }),
        ),
    ],
    [
      "an expression that is none",
      "ValidationException",
      (client) =>
        client.send(
          new UpdateCommand({ ...named(TABLE), Key: key, UpdateExpression: "SET a == b" }),
        ),
    ],
    [
      "a list_append to what is no list",
      "ValidationException",
      (client) =>
        client.send(
          new UpdateCommand({
            ...named(TABLE),
            Key: key,
            UpdateExpression: "SET l = list_append(l, :l)",
            ExpressionAttributeValues: { ":l": [1] },
          }),
        ),
    ],
    [
      "an unknown index",
      "ValidationException",
      (client) =>
        client.send(
          new QueryCommand({
            ...named(TABLE),
            IndexName: "nobody",
            KeyConditionExpression: "pk = :p",
            ExpressionAttributeValues: { ":p": "p" },
          }),
        ),
    ],
    [
      "a consistent read of an index",
      "ValidationException",
      (client) =>
        client.send(
          new QueryCommand({
            ...named(TABLE),
            IndexName: "byTime",
            KeyConditionExpression: "listPk = :p",
            ExpressionAttributeValues: { ":p": "p" },
            ConsistentRead: true,
          }),
        ),
    ],
    [
      "a start key of another partition",
      "ValidationException",
      (client) =>
        client.send(
          new QueryCommand({
            ...named(TABLE),
            KeyConditionExpression: "pk = :p",
            ExpressionAttributeValues: { ":p": "p" },
            ExclusiveStartKey: { pk: "other", sk: "s" },
          }),
        ),
    ],
    [
      "a transaction, which it does not have",
      "UnknownOperationException",
      (client) =>
        client.send(
          new TransactWriteCommand({ TransactItems: [{ Put: { ...named(TABLE), Item: ITEM } }] }),
        ),
    ],
  ];

  it.each(wrongCalls)("%s: %s", async (_, name, call) => {
    const { client } = await setup();
    await expect(call(client)).rejects.toMatchObject({ name });
  });

  it("a call without a signature", async () => {
    const { endpoint } = await setup();
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "DynamoDB_20120810.ListTables",
      },
      body: "{}",
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      __type: "com.amazon.coral.service#MissingAuthenticationTokenException",
    });
  });
});

describe("the local DynamoDB", () => {
  it("listens on loopback only, on a free port", async () => {
    const [one, other] = [await setup(), await setup()];
    expect(one.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(one.endpoint).not.toBe(other.endpoint);
  });

  it("forgets everything when it is closed, without a data directory", async () => {
    const first = await setup();
    await put(first.client, ITEM);
    await first.close();
    const second = await setup();
    expect(await get(second.client)).toBeUndefined();
  });

  it("keeps everything over a restart, and a table that is there as it is", async () => {
    const dataDir = await newDataDir();
    const first = await setup(dataDir);
    await put(first.client, ITEM);
    await first.close();
    const second = await setup(dataDir);
    expect(await get(second.client)).toEqual(ITEM);
  });

  it("keeps every acknowledged write when its process is killed", async () => {
    const dataDir = await newDataDir();
    const script = join(import.meta.dirname, "serve-until-killed.ts");
    const child = spawn(process.execPath, [script, dataDir, TABLE], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [endpoint] = await once(child.stdout, "data");
    const client = clientOf(String(endpoint).trim());
    const acknowledged: string[] = [];
    const write = async (worker: number) => {
      for (let nr = 0; child.signalCode === null; nr += 1) {
        const sk = `${worker}-${nr}`;
        await put(client, { ...ITEM, sk });
        acknowledged.push(sk);
        if (acknowledged.length === 100) child.kill("SIGKILL");
      }
    };
    const exit = once(child, "exit");
    await Promise.allSettled([1, 2, 3, 4].map(write));
    await exit;
    const after = await setup(dataDir);
    const found = await Promise.all(acknowledged.map((sk) => get(after.client, sk)));
    expect(found).toEqual(acknowledged.map((sk) => ({ ...ITEM, sk })));
    expect(found.length).toBeGreaterThanOrEqual(100);
  });

  it("refuses a data directory that is in use, and the first user goes on", async () => {
    const dataDir = await newDataDir();
    const first = await setup(dataDir);
    await expect(startLocalDynamoDb({ dataDir })).rejects.toThrow(DataDirectoryError);
    await put(first.client, ITEM);
    expect(await get(first.client)).toEqual(ITEM);
  });

  it("outlives a client that goes away in the middle of a request", async () => {
    const { endpoint, client } = await setup();
    const half = request({
      host: "127.0.0.1",
      port: new URL(endpoint).port,
      method: "POST",
      headers: { "content-length": 99 },
    });
    half.on("error", () => {});
    half.write("{");
    const [socket] = await once(half, "socket");
    if (socket.connecting) await once(socket, "connect");
    await put(client, ITEM);
    half.destroy();
    await new Promise((resolve) => half.once("close", resolve));
    expect(await get(client)).toEqual(ITEM);
  });

  it("closes once it has read what clients asked for that are gone", async () => {
    const { endpoint, client, close } = await setup(await newDataDir());
    const items = Array.from({ length: 400 }, (_, nr) => ({ ...ITEM, sk: `${nr}` }));
    await Promise.all(items.map((item) => put(client, item)));
    const asking = Array.from({ length: 20 }, () => askForAll(endpoint));
    await Promise.all(asking.map((one) => once(one, "finish")));
    // They have come, too, once something small is answered that was asked for after them.
    await get(client);
    for (const one of asking) one.destroy();
    await close();
    await expect(get(client)).rejects.toThrow();
  });

  it("closes while clients keep connections open", async () => {
    const { client, close } = await setup();
    await Promise.all([put(client, ITEM), put(client, ITEM)]);
    await close();
    await expect(get(client)).rejects.toThrow();
  });
});
