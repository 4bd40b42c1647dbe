import { performance } from "node:perf_hooks";
import { createAdminApiClient, requestLocalToken } from "../../cli/admin-api-client.ts";
import { type ApiCall, apiCalls } from "./api-calls.ts";
import { openStores, type Prepared, preparePayouts, type Stores } from "./prepare-payouts.ts";
import { type Asked, type StackOfBench, startStackOfBench } from "./stack-of-bench.ts";

export interface ApiPlan {
  /** Payouts in the list, besides two of a million payments. */
  readonly payouts: number;
  readonly calls: number;
  tell(line: string): void;
}

export interface CallResult {
  readonly name: string;
  readonly wallMs: readonly number[];
  /** What one call asks of AWS; each time the same. */
  readonly asked: Asked;
}

/** What the emulator takes for one request, asked for without the API. */
export interface DynamoDbTimes {
  readonly getItemMs: readonly number[];
  /** A ledger chunk: 500 entries. */
  readonly queryChunkMs: readonly number[];
}

export interface ApiResults {
  readonly calls: readonly CallResult[];
  readonly dynamoDb: DynamoDbTimes;
}

/** A function's first calls start its process, and remember who asks. */
const WARMING_CALLS = 3;
const PAID_OFTEN = 60;

/** Asks each call over and over of a stack in a process of its own. */
export async function benchApi({ payouts, calls, tell }: ApiPlan): Promise<ApiResults> {
  const stack = await startStackOfBench();
  try {
    const stores = openStores(stack);
    tell(`Writing ${payouts.toLocaleString("en-US")} payouts and two of a million payments …`);
    const prepared = await preparePayouts(stores, { payouts, paidOften: PAID_OFTEN });
    tell(`Asking each call ${calls} times …`);
    return {
      calls: await askAll(stack, apiCalls(prepared), calls),
      dynamoDb: await timeDynamoDb(stores, prepared, calls),
    };
  } finally {
    await stack.close();
  }
}

async function askAll(
  stack: StackOfBench,
  calls: readonly ApiCall[],
  times: number,
): Promise<CallResult[]> {
  const token = await requestLocalToken(stack.origin, "marketer");
  const client = createAdminApiClient({ baseUrl: stack.origin, token });
  const results: { name: string; wallMs: number[]; asked: Asked }[] = [];
  for (const { name, ask, expected } of calls) {
    for (let nr = 0; nr < WARMING_CALLS; nr += 1) await ask(client);
    await stack.takeAsked();
    const wallMs = await timed(times, async () => {
      const found = await ask(client);
      if (found !== expected) throw new Error(`${name}: ${found} came back, not ${expected}.`);
    });
    results.push({ name, wallMs, asked: perCall(name, await stack.takeAsked(), times) });
  }
  return results;
}

/** @throws {Error} when it was not the same each time: then something else was counted too. */
function perCall(name: string, asked: Asked, times: number): Asked {
  const { dynamoDbRequests, readUnits, s3Requests } = asked;
  if (dynamoDbRequests % times !== 0 || s3Requests % times !== 0) {
    throw new Error(`${name}: ${times} calls made ${JSON.stringify(asked)}.`);
  }
  return {
    dynamoDbRequests: dynamoDbRequests / times,
    readUnits: readUnits / times,
    s3Requests: s3Requests / times,
  };
}

async function timeDynamoDb(
  { payouts, ledger }: Stores,
  { completed: { payoutId } }: Prepared,
  times: number,
): Promise<DynamoDbTimes> {
  return {
    getItemMs: await timed(times, () => payouts.get(payoutId)),
    queryChunkMs: await timed(times, () => ledger.readChunk(payoutId, 0)),
  };
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const wallMs: number[] = [];
  for (let nr = 0; nr < times; nr += 1) {
    const startMs = performance.now();
    await work();
    wallMs.push(performance.now() - startMs);
  }
  return wallMs;
}
