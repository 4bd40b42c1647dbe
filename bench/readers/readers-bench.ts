import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startLocalDynamoDb } from "@paysheet/aws-emulator/dynamodb";
import { createDynamoDbAccessTrail } from "../../adapters/dynamodb/dynamodb-access-trail.ts";
import { createDynamoDbDeliveryStateStore } from "../../adapters/dynamodb/dynamodb-delivery-state-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { createDynamoDbPeopleStore } from "../../adapters/dynamodb/dynamodb-people-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import { createContainer } from "../../admin-api/container.ts";
import { createApp } from "../../admin-api/create-app.ts";
import { UNUSED_ENVIRONMENT } from "../../admin-page/generate-contract.ts";
import { paymentsPollMs, payoutPollMs } from "../../admin-page/src/api/how-often.ts";
import { CHUNK_SIZE } from "../../domain/distribution/chunk-store.ts";
import { idempotencyKeyOf } from "../../domain/distribution/ledger.ts";
import type { Payout, PayoutState } from "../../domain/payout/payout.ts";
import { recordedOnce } from "../../domain/personal-data/access-trail.ts";
import { atMinute, completedPayout, paymentsOf, tallyOf } from "../api/payouts-of-bench.ts";

const TABLE = "paysheet";
const PAYMENTS = 10_000;
const OPEN_CHUNK = 0;
const MINUTE_MS = 60_000;
/** Processes that answer a hundred readers, each with what it shares by itself. */
const PROCESSES = 4;

/** Who looks, how often, and what they and the API do to ask for less. */
export interface Reading {
  readonly name: string;
  readonly readers: number;
  readonly payoutMs: number;
  readonly paymentsMs: number | false;
  /** Whether processes share what they read, and readers send the names of what they have. */
  readonly isShared: boolean;
}

/** How often pages asked before they followed what happens. */
const BEFORE = { distributing: [700, 3_000], completed: [15_000, false] } as const;

/** What a hundred readers of a payout in that state ask in a minute, before and now. */
export function readingsOf(state: "distributing" | "completed"): readonly Reading[] {
  const [payoutMs, paymentsMs] = BEFORE[state];
  const now = { state, updatedAt: atMinute(0) };
  return [
    // Each asked for itself, so one stands for all.
    { name: "before", readers: 1, payoutMs, paymentsMs, isShared: false },
    {
      name: "now",
      readers: 100,
      payoutMs: payoutPollMs(now, Date.parse(atMinute(200))),
      paymentsMs: paymentsPollMs(now),
      isShared: true,
    },
  ];
}

export interface Asked {
  readonly requests: number;
  /** Answered with nothing, as the reader had it. */
  readonly known: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly s3Requests: number;
  /** Of bodies, before compression. */
  readonly bytes: number;
}

/** Counts what a minute of readers asks of the API and the API of its stores; no time is measured. */
export async function countAMinute(
  state: Extract<PayoutState, "distributing" | "completed">,
  reading: Reading,
): Promise<Asked> {
  const asked = { requests: 0, known: 0, readUnits: 0, writeUnits: 0, s3Requests: 0, bytes: 0 };
  const dynamoDb = await startLocalDynamoDb({
    tables: [tableDefinition(TABLE)],
    report: {
      accountId: "123456789012",
      onCall({ action, units }) {
        const all = (units?.table ?? 0) + (units?.indexes ?? 0);
        if (/:(GetItem|Query)$/.test(action)) asked.readUnits += all;
        else asked.writeUnits += all;
      },
    },
  });
  const credentials = { accessKeyId: "bench", secretAccessKey: "bench" };
  const client = new DynamoDBClient({
    endpoint: dynamoDb.endpoint,
    region: "ap-northeast-2",
    credentials,
  });
  try {
    const world = openWorld({ client: documentClientOf(client), tableName: TABLE }, asked);
    const payoutId = await prepare(world, state);
    Object.assign(asked, { readUnits: 0, writeUnits: 0, s3Requests: 0 });
    await readForAMinute(world, payoutId, reading, asked);
    return { ...asked };
  } finally {
    client.destroy();
    await dynamoDb.close();
  }
}

type World = ReturnType<typeof openWorld>;

function openWorld(
  table: Parameters<typeof createDynamoDbPayoutStore>[0],
  asked: { s3Requests: number },
) {
  let nowMs = Date.parse(atMinute(200));
  const stores = {
    payouts: createDynamoDbPayoutStore(table),
    ledger: createDynamoDbLedgerStore(table),
    deliveryStates: createDynamoDbDeliveryStateStore(table),
    people: createDynamoDbPeopleStore(table),
  };
  return {
    ...stores,
    at: (ms: number) => {
      nowMs = Date.parse(atMinute(200)) + ms;
    },
    /** A process of its own, which shares nothing with others. */
    openApi(isShared: boolean) {
      const accesses = createDynamoDbAccessTrail({ ...table, keptDays: 1_826 });
      return createApp({
        ...createContainer(UNUSED_ENVIRONMENT),
        ...stores,
        clock: { nowMs: () => nowMs, sleep: async () => undefined },
        accesses: isShared ? recordedOnce(accesses) : accesses,
        ledgerOrigin: undefined,
        userInfo: undefined,
        checks: {
          async get() {
            asked.s3Requests += 1;
            return undefined;
          },
        },
        chunks: {
          async read(_, chunk) {
            asked.s3Requests += 1;
            return paymentsOf(chunk);
          },
        },
        tokens: {
          async verify(token) {
            const person = { id: token, name: token };
            return { person, roles: ["viewer"], emailUnverified: false };
          },
        },
      });
    },
  };
}

/** One of twenty chunks is being paid. */
async function prepare(world: World, state: "distributing" | "completed"): Promise<string> {
  const completed = completedPayout(1, PAYMENTS);
  const { report: _, ...started } = completed;
  const payout: Payout = state === "completed" ? completed : { ...started, state };
  const { payoutId, createdAt: at, createdBy } = payout;
  const by = { kind: "person" as const, ...createdBy };
  const event = { eventId: "1", payoutId, revision: 1, at, by, action: "created" as const };
  await world.payouts.create(payout, { ...event, to: state });
  await world.ledger.openChunk(payoutId, OPEN_CHUNK);
  for (const payment of paymentsOf(OPEN_CHUNK)) {
    const ref = { payoutId, chunk: OPEN_CHUNK, row: payment.row };
    const idempotencyKey = idempotencyKeyOf(payoutId, payment.row);
    await world.ledger.claim({ ref, payment, idempotencyKey, fence: 1, at });
  }
  for (let chunk = 1; chunk < PAYMENTS / CHUNK_SIZE; chunk += 1) {
    await world.ledger.closeChunk(payoutId, tallyOf(chunk));
  }
  return payoutId;
}

async function readForAMinute(
  world: World,
  payoutId: string,
  reading: Reading,
  asked: { requests: number; known: number; bytes: number },
): Promise<void> {
  const processes = Array.from({ length: PROCESSES }, () => world.openApi(reading.isShared));
  const tags = new Map<string, string>();
  for (const [nr, { atMs, reader, path }] of callsOf(reading, payoutId).entries()) {
    world.at(atMs);
    const name = `${reader} ${path}`;
    const tag = reading.isShared ? tags.get(name) : undefined;
    const api = reading.isShared ? processes[nr % PROCESSES] : world.openApi(false);
    const headers = {
      authorization: `Bearer reader-${reader}`,
      ...(tag !== undefined && { "if-none-match": tag }),
    };
    const answer = await api?.request(path, { headers });
    if (answer === undefined || answer.status >= 400) {
      throw new Error(`${path} was answered ${answer?.status}: ${await answer?.text()}`);
    }
    asked.requests += 1;
    asked.known += answer.status === 304 ? 1 : 0;
    asked.bytes += (await answer.arrayBuffer()).byteLength;
    const named = answer.headers.get("etag");
    if (named !== null) tags.set(name, named);
  }
}

/** Every reader's calls, in the order of their times; they came at different moments. */
function callsOf({ readers, payoutMs, paymentsMs }: Reading, payoutId: string) {
  const of = (reader: number, path: string, everyMs: number) =>
    Array.from({ length: Math.ceil(MINUTE_MS / everyMs) }, (_, nr) => ({
      ...{ reader, path },
      atMs: nr * everyMs + (reader * everyMs) / readers,
    }));
  const path = `/api/payouts/${payoutId}`;
  return Array.from({ length: readers }, (_, reader) => [
    ...of(reader, path, payoutMs),
    ...(paymentsMs === false ? [] : of(reader, `${path}/payments?limit=50`, paymentsMs)),
  ])
    .flat()
    .toSorted((one, other) => one.atMs - other.atMs);
}
