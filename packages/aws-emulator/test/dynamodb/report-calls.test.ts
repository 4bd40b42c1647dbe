import { once } from "node:events";
import { request } from "node:http";
import {
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
} from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { expect, it, type TestContext } from "vitest";
import { startLocalDynamoDb } from "../../src/dynamodb/local-dynamodb.ts";
import type { AwsCall } from "../../src/service/aws-call.ts";

const TABLE: CreateTableCommandInput = {
  TableName: "payments",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: ["id", "user", "state"].map((name) => ({
    AttributeName: name,
    AttributeType: "S",
  })),
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  GlobalSecondaryIndexes: [
    index("byUser", "user", { ProjectionType: "ALL" }),
    index("byState", "state", { ProjectionType: "INCLUDE", NonKeyAttributes: ["points"] }),
  ],
};
const ARN = "arn:aws:dynamodb:ap-northeast-2:123456789012:table/payments";

function index(
  IndexName: string,
  key: string,
  Projection: GlobalSecondaryIndex["Projection"],
): GlobalSecondaryIndex {
  return { IndexName, KeySchema: [{ AttributeName: key, KeyType: "HASH" }], Projection };
}

const TARGET = { "x-amz-target": "DynamoDB_20120810.PutItem" };

async function setup({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
  const calls: AwsCall[] = [];
  const local = await startLocalDynamoDb({
    tables: [TABLE],
    report: { accountId: "123456789012", onCall: (call) => calls.push(call) },
  });
  onTestFinished(() => local.close());
  const dynamo = new DynamoDBClient({
    endpoint: local.endpoint,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "caller", secretAccessKey: "secret" },
  });
  onTestFinished(() => dynamo.destroy());
  const client = DynamoDBDocumentClient.from(dynamo);
  const put = (item: Record<string, unknown>) =>
    client.send(new PutCommand({ TableName: "payments", Item: item }));
  return { endpoint: local.endpoint, client, put, calls, last: () => calls.at(-1) };
}

it("reports who asked for what, and what a read consumed of a table or an index", async (test) => {
  const { client, put, last } = await setup(test);
  await put({ id: "a", user: "one", state: "paid", note: "x".repeat(5_000) });

  const { Item } = await client.send(
    new GetCommand({ TableName: "payments", Key: { id: "a" }, ConsistentRead: true }),
  );
  expect(Item).toMatchObject({ id: "a", user: "one" });
  expect(last()).toEqual({
    caller: "caller",
    action: "dynamodb:GetItem",
    resource: ARN,
    units: { table: 2, indexes: 0 },
    sentBytes: expect.any(Number),
  });
  const { Items } = await client.send(
    new QueryCommand({
      TableName: "payments",
      IndexName: "byUser",
      KeyConditionExpression: "#user = :user",
      ExpressionAttributeNames: { "#user": "user" },
      ExpressionAttributeValues: { ":user": "one" },
    }),
  );
  expect(Items).toHaveLength(1);
  expect(last()).toMatchObject({
    action: "dynamodb:Query",
    resource: `${ARN}/index/byUser`,
    units: { table: 0, indexes: 1 },
  });
});

it("counts a write in each index whose copy it makes, changes or moves", async (test) => {
  const { put, calls } = await setup(test);
  await put({ id: "a", user: "one" });
  await put({ id: "a", user: "one", state: "sending", points: 5 });
  await put({ id: "a", user: "one", state: "sending", points: 5, note: "only in byUser" });
  await put({ id: "a", user: "one", state: "paid", points: 5, note: "only in byUser" });
  await put({ id: "a", user: "one", state: "paid", points: 5, note: "only in byUser" });
  await put({ id: "a", user: "one", state: "paid", points: 5, note: "x".repeat(1_500) });
  await put({ id: "a" });
  expect(calls.map(({ units }) => [units?.table, units?.indexes])).toEqual([
    [1, 1],
    [1, 2],
    [1, 1],
    [1, 3],
    [1, 0],
    [2, 2],
    [2, 3],
  ]);
});

it("counts a write whose condition failed, and answers as it does unasked", async (test) => {
  const { client, put, last } = await setup(test);
  await put({ id: "a", user: "one" });
  const update = new UpdateCommand({
    TableName: "payments",
    Key: { id: "b" },
    UpdateExpression: "SET points = :points",
    ConditionExpression: "attribute_exists(id)",
    ExpressionAttributeValues: { ":points": 5 },
  });
  await expect(client.send(update)).rejects.toThrow("The conditional request failed");
  expect(last()).toMatchObject({
    action: "dynamodb:UpdateItem",
    units: { table: 1, indexes: 0 },
  });
  expect(await put({ id: "c" })).not.toHaveProperty("ConsumedCapacity");
});

it("outlives a client that goes away in the middle of a request", async (test) => {
  const { endpoint, put, calls } = await setup(test);
  const half = request(endpoint, {
    method: "POST",
    headers: { ...TARGET, "content-length": 99 },
  });
  half.on("error", () => {});
  half.write("{");
  const [socket] = await once(half, "socket");
  if (socket.connecting) await once(socket, "connect");
  await put({ id: "a" });
  half.destroy();
  await new Promise((resolve) => half.once("close", resolve));
  await put({ id: "b" });
  expect(calls).toHaveLength(2);
});

it("reports who had a table described, which consumes nothing", async (test) => {
  const { client, last } = await setup(test);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: "payments" }));
  expect(Table).toMatchObject({ TableName: "payments", TableId: expect.any(String) });
  expect(last()).toMatchObject({
    ...{ caller: "caller", action: "dynamodb:DescribeTable", resource: ARN },
    units: { table: 0, indexes: 0 },
  });
});

it("leaves it to DynamoDB to refuse what is no request, and reports nothing", async (test) => {
  const { endpoint, calls } = await setup(test);
  for (const body of ["{}", "{"]) {
    const headers = { ...TARGET, "content-type": "application/x-amz-json-1.0" };
    const response = await fetch(endpoint, { method: "POST", headers, body });
    expect(response.status).toBe(400);
  }
  expect(calls).toEqual([]);
});
