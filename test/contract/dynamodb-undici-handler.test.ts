import type { RequestListener, ServerResponse } from "node:http";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import { readBody } from "@paysheet/emulator-server/read-body";
import { expect, onTestFinished, test } from "vitest";
import { createDynamoDbClient } from "../../adapters/dynamodb/dynamodb-client.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";

const ITEM = { pk: "a", sk: "b", points: 100, reason: "출석 체크" };
const STORED = { pk: { S: "a" }, sk: { S: "b" }, points: { N: "100" }, reason: { S: "출석 체크" } };
const GET = new GetCommand({ TableName: "t", Key: { pk: "a", sk: "b" } });

/** A client of a server that answers its calls one after the other in these ways. */
async function clientOf(...answers: ((response: ServerResponse) => void)[]) {
  const calls: { headers: Parameters<RequestListener>[0]["headers"]; body: unknown }[] = [];
  const server = await serveOnLoopback(0, async (request, response) => {
    const body: unknown = JSON.parse((await readBody(request, 10_000)).toString());
    calls.push({ headers: request.headers, body });
    answers[calls.length - 1]?.(response);
  });
  const client = createDynamoDbClient({
    region: "ap-northeast-2",
    endpoint: server.url,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    maxAttempts: 3,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { client: documentClientOf(client), calls, url: server.url };
}

function json(status: number, body: object) {
  return (response: ServerResponse) => {
    const text = JSON.stringify(body);
    const headers = { "content-type": "application/x-amz-json-1.0" };
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) }).end(text);
  };
}

const hangUp = (response: ServerResponse) => void response.destroy();
const breakOff = (response: ServerResponse) => {
  response.writeHead(200, { "content-length": 1_000 });
  response.write('{"Item":{', () => response.destroy());
};

test("a request goes out signed and whole, and its answer comes back", async () => {
  const { client, calls, url } = await clientOf(json(200, {}), json(200, { Item: STORED }));

  await client.send(new PutCommand({ TableName: "t", Item: ITEM }));
  const { Item } = await client.send(GET);

  expect(Item).toEqual(ITEM);
  expect(calls).toMatchObject([
    {
      body: { TableName: "t", Item: STORED },
      headers: {
        host: new URL(url).host,
        "x-amz-target": "DynamoDB_20120810.PutItem",
        authorization: expect.stringContaining("SignedHeaders="),
      },
    },
    { headers: { "x-amz-target": "DynamoDB_20120810.GetItem" } },
  ]);
});

test.each([
  ["hangs up without an answer", hangUp],
  ["breaks off in the middle of its answer", breakOff],
])("a request whose server %s is sent again", async (_, fail) => {
  const { client, calls } = await clientOf(fail, fail, json(200, { Item: STORED }));

  const { Item } = await client.send(GET);

  expect(Item).toEqual(ITEM);
  expect(calls).toHaveLength(3);
});

test("a server that never answers whole is an error in the end, which names it", async () => {
  const { client, calls } = await clientOf(hangUp, hangUp, hangUp);

  await expect(client.send(GET)).rejects.toThrow("127.0.0.1 gave no whole answer.");
  expect(calls).toHaveLength(3);
});

test("a condition that fails is the error it always was, and is not sent again", async () => {
  const type = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException";
  const { client, calls } = await clientOf(json(400, { __type: type, message: "no" }));

  const write = client.send(new PutCommand({ TableName: "t", Item: ITEM }));

  await expect(write).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  expect(calls).toHaveLength(1);
});
