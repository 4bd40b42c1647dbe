import { performance } from "node:perf_hooks";
import { Agent, request } from "undici";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import type { BenchWorld } from "./bench-world.ts";

/** What an emulator takes of a client that does nothing but call it. */
export interface EmulatorLimit {
  readonly emulator: string;
  readonly requestsPerSecond: number;
}

const CONCURRENCY = 128;
/** Until the emulator's code is compiled. */
const WARM_UP_MS = 500;
const HAMMER_MS = 1_500;
const SCRATCH_TABLE = "limits";

/** Asks each emulator as fast as it answers, before anything is measured against it. */
export async function measureEmulators(world: BenchWorld): Promise<EmulatorLimit[]> {
  await world.createTable({ ...tableDefinition(SCRATCH_TABLE), GlobalSecondaryIndexes: [] });
  const book = await world.openBook({ latencyMs: 0 });
  const object = await world.presignedObject();
  return [
    {
      emulator: "points API, no latency",
      requestsPerSecond: await hammer((number) => payCall(book.url, number)),
    },
    {
      emulator: "DynamoDB, conditional writes",
      requestsPerSecond: await hammer((number) => putCall(world.dynamoDbUrl, number)),
    },
    {
      emulator: "S3, reads of a small object",
      requestsPerSecond: await hammer(() => ({ url: object, method: "GET" })),
    },
  ];
}

interface HttpCall {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function payCall(url: string, number: number): HttpCall {
  return {
    url,
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `limit-${number}` },
    body: JSON.stringify({ userId: `user-${number}`, points: 100, reason: "출석 체크" }),
  };
}

function putCall(url: string, number: number): HttpCall {
  return {
    url,
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.PutItem",
    },
    body: JSON.stringify({
      TableName: SCRATCH_TABLE,
      Item: {
        pk: { S: `LEDGER#${number % 20}` },
        sk: { S: `ROW#${number}` },
        state: { S: "sending" },
        fence: { N: "1" },
        userId: { S: `user-${number}` },
        points: { N: "100" },
      },
      ConditionExpression: "attribute_not_exists(pk) OR (#state = :released AND #fence <= :fence)",
      ExpressionAttributeNames: { "#state": "state", "#fence": "fence" },
      ExpressionAttributeValues: { ":released": { S: "released" }, ":fence": { N: "1" } },
    }),
  };
}

/** Requests a second, {@link CONCURRENCY} at a time. */
async function hammer(callOf: (number: number) => HttpCall): Promise<number> {
  const agent = new Agent({ connections: CONCURRENCY, pipelining: 1 });
  let sent = 0;
  let answered = 0;
  const untilMs = async (endMs: number) => {
    while (performance.now() < endMs) {
      sent += 1;
      const { url, ...options } = callOf(sent);
      const { statusCode, body } = await request(url, { ...options, dispatcher: agent });
      const said = await body.text();
      if (statusCode >= 300) throw new Error(`${url} answered ${statusCode}: ${said}`);
      answered += 1;
    }
  };
  const all = (ms: number) => {
    const endMs = performance.now() + ms;
    return Promise.all(Array.from({ length: CONCURRENCY }, () => untilMs(endMs)));
  };
  try {
    await all(WARM_UP_MS);
    const before = answered;
    const startMs = performance.now();
    await all(HAMMER_MS);
    return (answered - before) / ((performance.now() - startMs) / 1000);
  } finally {
    await agent.close();
  }
}
