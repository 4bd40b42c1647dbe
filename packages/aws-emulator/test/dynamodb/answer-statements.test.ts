import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchExecuteStatementCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalDynamoDb, startLocalDynamoDb } from "../../src/dynamodb/local-dynamodb.ts";
import type { AwsCall } from "../../src/service/aws-call.ts";
import { documentClientOf, tableNamed } from "./tables.ts";

const TABLE = "paysheet";
const calls: AwsCall[] = [];
let local: LocalDynamoDb;
let client: DynamoDBClient;

beforeAll(async () => {
  local = await startLocalDynamoDb({
    tables: [tableNamed(TABLE)],
    report: { accountId: "123456789012", onCall: (call) => calls.push(call) },
  });
  client = new DynamoDBClient({
    endpoint: local.endpoint,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await local.close();
});

const send = async (...statements: readonly [text: string, ...parameters: unknown[]][]) => {
  const Statements = statements.map(([Statement, ...Parameters]) => ({ Statement, Parameters }));
  const answer = await documentClientOf(client).send(
    new BatchExecuteStatementCommand({ Statements }),
  );
  return answer.Responses?.map((response) => response.Error?.Code ?? "done");
};
const stored = async (sk: string) =>
  (await documentClientOf(client).send(new GetCommand({ TableName: TABLE, Key: { pk: "p", sk } })))
    .Item;

const INSERT = `INSERT INTO "${TABLE}" VALUE {'pk': ?, 'sk': ?, 'state': ?, 'fence': ?}`;
const UPDATE = `UPDATE "${TABLE}" SET "state"=? SET "note"=? WHERE "pk"=? AND "sk"=? AND "state"=?`;

describe("a batch of statements", () => {
  it("is carried out statement by statement, each with an outcome of its own", async () => {
    expect(
      await send([INSERT, "p", "1", "sending", 3], [INSERT, "p", "other", "sending", 3]),
    ).toEqual(["done", "done"]);
    expect(
      await send(
        [INSERT, "p", "other", "sending", 4],
        [UPDATE, "paid", "가", "p", "1", "sending"],
        [UPDATE, "paid", "다", "p", "nothing there", "sending"],
      ),
    ).toEqual(["DuplicateItem", "done", "ConditionalCheckFailed"]);
    expect(await send([UPDATE, "rejected", "나", "p", "1", "sending"])).toEqual([
      "ConditionalCheckFailed",
    ]);
    expect(await stored("1")).toEqual({ pk: "p", sk: "1", state: "paid", fence: 3, note: "가" });
    expect(await stored("nothing there")).toBeUndefined();
  });

  it("is reported as IAM knows its statements, with the units of each", async () => {
    await send([INSERT, "p", "2", "sending", 3]);
    calls.length = 0;
    await send([INSERT, "p", "3", "sending", 3], [UPDATE, "paid", "가", "p", "2", "sending"]);
    expect(calls.map(({ action, units }) => [action, units?.table])).toEqual([
      ["dynamodb:PartiQLInsert", 1],
      ["dynamodb:PartiQLUpdate", 1],
    ]);
  });

  it.each([
    ["a statement that is not known", ['SELECT * FROM "paysheet"']],
    ["a value that is no parameter", [`INSERT INTO "${TABLE}" VALUE {'pk': 'p'}`]],
    ["too few parameters", [INSERT, "p", "3"]],
    ["half a key", [`UPDATE "${TABLE}" SET "state"=? WHERE "pk"=?`, "paid", "p"]],
  ] as const)("refuses %s, and carries out the others", async (_, [text, ...parameters]) => {
    const sk = `beside ${text}`;
    expect(await send([text, ...parameters], [INSERT, "p", sk, "sending", 1])).toEqual([
      "ValidationError",
      "done",
    ]);
    expect(await stored(sk)).toMatchObject({ state: "sending" });
  });

  it("is refused as a whole when two of its statements write one item", async () => {
    const twice = send(
      [INSERT, "p", "twice", "sending", 1],
      [UPDATE, "paid", "가", "p", "twice", "sending"],
    );
    await expect(twice).rejects.toMatchObject({ name: "ValidationException" });
    expect(await stored("twice")).toBeUndefined();
  });

  it("holds 25 at most", async () => {
    const many = Array.from(
      { length: 26 },
      (_, nr) => [INSERT, "p", `many-${nr}`, "s", 1] as const,
    );
    await expect(
      send(...many.map((one) => [...one] as [string, ...unknown[]])),
    ).rejects.toMatchObject({
      name: "ValidationException",
    });
    expect(await stored("many-0")).toBeUndefined();
  });
});
