import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { createMemoryDynamoDb, type Operation } from "../../src/dynamodb/memory/memory-dynamodb.ts";
import { tableNamed } from "./tables.ts";

const TABLE = "t";
const KEY = { pk: { S: "LEDGER#1" }, sk: { S: "ROW#1" } };

let send: (operation: string, request: object) => object;
let ask: typeof send;
let writes: string[];
let backUpAll: () => () => void;

beforeEach(() => {
  writes = [];
  open({ onWrite: (partition) => writes.push(partition) });
});

function open(options: Parameters<typeof createMemoryDynamoDb>[0]): void {
  const { backUp, ...known } = createMemoryDynamoDb(options);
  backUpAll = backUp;
  const operations: Readonly<Record<string, Operation | undefined>> = known;
  send = (operation, request) => {
    const known = operations[operation];
    if (known === undefined) throw new Error(`No ${operation}.`);
    return known(request);
  };
  ask = (operation, request) => send(operation, { TableName: TABLE, ...request });
  ask("CreateTable", tableNamed(TABLE));
}

const entry = (state: string, fence: number, sk = "ROW#1") => ({
  Item: { ...KEY, sk: { S: sk }, state: { S: state }, fence: { N: String(fence) } },
});

/** Whether a write goes through on what stands there, of this state and fence. */
function isWritten(condition: object): boolean {
  try {
    ask("PutItem", { ...entry("sending", 9), ...condition });
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

const NAMES = { ExpressionAttributeNames: { "#state": "state", "#fence": "fence" } };
const when = (ConditionExpression: string, fence: number) => ({
  ...NAMES,
  ConditionExpression,
  ExpressionAttributeValues: { ":state": { S: "sending" }, ":fence": { N: String(fence) } },
});

describe("the DynamoDB in memory", () => {
  it("carries out each statement of a batch by itself", () => {
    const insert = (row: string) => ({
      Statement: `INSERT INTO "${TABLE}" VALUE {'pk': ?, 'sk': ?, 'state': ?, 'fence': ?}`,
      Parameters: [KEY.pk, { S: row }, { S: "sending" }, { N: "3" }],
    });
    const settle = (row: string, fence: string) => ({
      Statement: `UPDATE "${TABLE}" SET "state"=? WHERE "pk"=? AND "sk"=? AND "state"=? AND "fence"=?`,
      Parameters: [{ S: "paid" }, KEY.pk, { S: row }, { S: "sending" }, { N: fence }],
    });
    const batch = (...Statements: object[]) => send("BatchExecuteStatement", { Statements });

    expect(batch(insert("ROW#1"), insert("ROW#2"))).toEqual({ Responses: [{}, {}] });
    expect(batch(insert("ROW#3"), insert("ROW#1"))).toEqual({
      Responses: [{}, { Error: { Code: "DuplicateItem" } }],
    });
    expect(() => batch(insert("ROW#4"), insert("ROW#4"))).toThrow("one item");
    expect(batch(settle("ROW#1", "3"), settle("ROW#2", "4"), settle("ROW#9", "3"))).toEqual({
      Responses: [
        {},
        { Error: { Code: "ConditionalCheckFailed" } },
        { Error: { Code: "ConditionalCheckFailed" } },
      ],
    });
    expect(ask("GetItem", { Key: KEY })).toMatchObject({ Item: { state: { S: "paid" } } });
  });

  it.each([
    ["#state = :state AND #fence < :fence", 4, true],
    ["#state = :state AND #fence < :fence", 3, false],
    ["#state = :state AND #fence <= :fence", 3, true],
    ["#state <> :state OR #fence > :fence", 3, false],
    ["#state <> :state OR #fence >= :fence", 3, true],
    ["(#state = :state OR #fence = :fence) AND attribute_exists(pk)", 7, true],
    ["#state = :state AND #fence IN (:state, :fence)", 3, true],
    ["#state = :state AND #fence IN (:state, :fence)", 4, false],
    ["#state IN (:state) AND #fence = :fence", 3, true],
    // AND binds closer than OR.
    ["#state = :state OR #fence = :fence AND attribute_not_exists(pk)", 7, true],
  ])("writes under `%s` with fence %i on fence 3: %s", (condition, fence, expected) => {
    ask("PutItem", entry("sending", 3));
    expect(isWritten(when(condition, fence))).toBe(expected);
  });

  it("compares numbers as numbers", () => {
    ask("PutItem", entry("sending", 10));
    expect(isWritten(when("#state = :state AND #fence > :fence", 9))).toBe(true);
  });

  it("holds what is not there for neither equal nor ordered, but for different", () => {
    ask("PutItem", { Item: { ...KEY, state: { S: "sending" } } });
    const values = { ...NAMES, ExpressionAttributeValues: { ":x": { N: "1" } } };
    const { "#state": _, ...names } = NAMES.ExpressionAttributeNames;
    const on = (ConditionExpression: string) =>
      isWritten({ ...values, ExpressionAttributeNames: names, ConditionExpression });
    const conditions = ["#fence = :x", "#fence > :x", "#fence IN (:x)", "#fence <> :x"];
    expect(conditions.map(on)).toEqual([false, false, false, true]);
  });

  it("leaves the item as it is when the condition fails", () => {
    ask("PutItem", entry("paid", 1));
    expect(isWritten({ ConditionExpression: "attribute_not_exists(pk)" })).toBe(false);
    expect(ask("GetItem", { Key: KEY })).toEqual(entry("paid", 1));
  });

  it("sets, removes, adds and appends at once, from what stood there before", () => {
    ask("PutItem", { Item: { ...KEY, list: { L: [{ S: "a" }] }, old: { S: "x" }, n: { N: "2" } } });
    const answer = ask("UpdateItem", {
      Key: KEY,
      UpdateExpression: "SET #l = list_append(#l, :more), b = :b REMOVE old ADD n :one",
      ExpressionAttributeNames: { "#l": "list" },
      ExpressionAttributeValues: {
        ":more": { L: [{ S: "b" }] },
        ":b": { S: "y" },
        ":one": { N: "1" },
      },
      ReturnValues: "ALL_NEW",
    });
    expect(answer).toEqual({
      Attributes: { ...KEY, list: { L: [{ S: "a" }, { S: "b" }] }, b: { S: "y" }, n: { N: "3" } },
    });
  });

  it("gives a partition in order, page by page, and what the filter lets through", () => {
    for (const sk of ["ROW#3", "ROW#1", "ROW#2"]) {
      ask("PutItem", entry(sk === "ROW#2" ? "released" : "paid", 1, sk));
    }
    const query = {
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      FilterExpression: "#state <> :released",
      ProjectionExpression: "sk",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: {
        ":pk": KEY.pk,
        ":prefix": { S: "ROW#" },
        ":released": { S: "released" },
      },
      Limit: 2,
    };
    const LastEvaluatedKey = { pk: KEY.pk, sk: { S: "ROW#2" } };
    expect(ask("Query", query)).toEqual({
      Items: [{ sk: { S: "ROW#1" } }],
      Count: 1,
      ScannedCount: 2,
      LastEvaluatedKey,
    });
    expect(ask("Query", { ...query, ExclusiveStartKey: LastEvaluatedKey })).toEqual({
      Items: [{ sk: { S: "ROW#3" } }],
      Count: 1,
      ScannedCount: 1,
    });
  });

  it("can be put back to what it was", () => {
    ask("PutItem", entry("sending", 1));
    const restore = backUpAll();
    ask("PutItem", entry("paid", 1));
    ask("PutItem", entry("paid", 1, "ROW#2"));
    restore();
    expect(ask("GetItem", { Key: KEY })).toEqual(entry("sending", 1));
    expect(ask("GetItem", { Key: { ...KEY, sk: { S: "ROW#2" } } })).toEqual({});
  });

  it("counts a write whose condition fails, as AWS does", () => {
    isWritten({ ConditionExpression: "attribute_exists(pk)" });
    expect(writes).toEqual(["LEDGER#1"]);
  });

  describe("whose replicas lag behind", () => {
    const caughtUp: (() => void)[] = [];
    const partition = { KeyConditionExpression: "listPk = :all", IndexName: "byTime" };
    const payout = (text: string) => ({
      Item: {
        ...KEY,
        listPk: { S: "ALL" },
        timeSk: { S: "1" },
        payout: { S: text },
        events: { S: "in no index" },
      },
    });
    const listed = () =>
      ask("Query", { ...partition, ExpressionAttributeValues: { ":all": { S: "ALL" } } });

    beforeEach(() => {
      caughtUp.length = 0;
      open({ replicate: (tell) => caughtUp.push(tell) });
    });

    it("shows in an index what it projects, and only once that has it", () => {
      ask("PutItem", payout("first"));
      expect(listed()).toMatchObject({ Items: [] });
      caughtUp.shift()?.();
      const { events: _, ...projected } = payout("first").Item;
      expect(listed()).toMatchObject({ Items: [projected] });
      ask("PutItem", payout("second"));
      expect(listed()).toMatchObject({ Items: [projected] });
    });

    it("reads an item as it is when the read is to be consistent, and else as a replica has it", () => {
      ask("PutItem", payout("first"));
      expect(ask("GetItem", { Key: KEY })).toEqual({});
      expect(ask("GetItem", { Key: KEY, ConsistentRead: true })).toEqual(payout("first"));
      const query = {
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": KEY.pk },
      };
      expect(ask("Query", query)).toMatchObject({ Count: 0 });
      expect(ask("Query", { ...query, ConsistentRead: true })).toMatchObject({ Count: 1 });
    });
  });

  it("refuses an item above 400 KB, however it grew, and keeps what was there", () => {
    // With its key and names, 409,600 bytes to the byte.
    const largest = "가".repeat(136_524);
    const keyBytes = "pkLEDGER#1skROW#1text".length;
    const fitting = { Item: { ...KEY, text: { S: `${largest}${"x".repeat(28 - keyBytes)}` } } };
    ask("PutItem", fitting);
    const grow = { Key: KEY, UpdateExpression: "SET more = :more" };
    expect(() =>
      ask("UpdateItem", { ...grow, ExpressionAttributeValues: { ":more": { S: "" } } }),
    ).toThrow(/Item size/);
    expect(() => ask("PutItem", { Item: { ...fitting.Item, l: { L: [] } } })).toThrow(/Item size/);
    expect(ask("GetItem", { Key: KEY })).toEqual(fitting);
  });

  it.each([
    ["a function that it does not know", { ConditionExpression: "size(pk) > sk" }],
    ["a condition that goes on after its end", { ConditionExpression: "attribute_exists(pk) sk" }],
    ["a sign that is none", { ConditionExpression: "pk == sk" }],
    [
      "a placeholder that stands for nothing, even where it is not come to",
      { ConditionExpression: "attribute_not_exists(pk) OR pk = :x" },
    ],
    [
      "a value that no expression uses",
      {
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":x": { S: "x" } },
      },
    ],
    ["a member that it does not know", { ReturnConsumedCapacity: "TOTAL" }],
    ["an empty key", { Item: { ...KEY, sk: { S: "" } } }],
  ])("refuses %s, rather than write", (_, condition) => {
    expect(() => ask("PutItem", { ...entry("sending", 1), ...condition })).toThrow();
    expect(ask("GetItem", { Key: KEY })).toEqual({});
  });
});
