import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import type { IdempotencyMode } from "../../connectors/http/options.ts";
import { CHUNK_SIZE } from "../../domain/distribution/chunk-store.ts";
import type { LedgerEntry } from "../../domain/distribution/ledger.ts";
import { CREDENTIALS, REGION, TABLE } from "../../local/stack/account.ts";
import { startStackUnderTest } from "../stack/stack-under-test.ts";

/** What the points API does to the payer, whatever its mode. */
const FAILURES = [
  { kind: "reset-after-paying", every: 17 },
  { kind: "500", every: 23 },
  { kind: "503", every: 29 },
  { kind: "429", every: 431 },
  { kind: "429", every: 31, retryAfterSeconds: 0 },
  { kind: "timeout", every: 97 },
] as const;

/** More payments than these are never in flight. */
export const CONCURRENCY = 24;

const stateSchema = z.object({
  calls: z.number(),
  lookups: z.number(),
  inFlight: z.number(),
  grants: z.number(),
  users: z.number(),
  points: z.number(),
  duplicates: z.number(),
  usersPaidMoreThanOnce: z.number(),
  faultsInjected: z.record(z.string(), z.number()),
});

export type KillWorld = Awaited<ReturnType<typeof startKillWorld>>;

/** A stack that pays quickly under short leases, and looks into its ledger and leases. */
export async function startKillWorld(mode: IdempotencyMode) {
  const world = await startStackUnderTest({
    POINTS_IDEMPOTENCY: mode,
    POINTS_RATE_PER_SECOND: "150",
    POINTS_CONCURRENCY: String(CONCURRENCY),
    POINTS_TIMEOUT_MS: "1200",
    POINTS_LOOKUP_SETTLE_MS: "400",
    DISTRIBUTE_LEASE_TTL_MS: "2400",
    LAMBDA_RETRY_MS: "100",
  });
  // An API that is paid by look-up or by hope alone does not heed the key.
  await world.setFaults({ latencyMs: 50, idempotency: mode === "key", failures: FAILURES });
  const dynamoDb = new DynamoDBClient({
    region: REGION,
    credentials: CREDENTIALS,
    endpoint: world.stack.endpoints.dynamoDb,
  });
  const table = { client: documentClientOf(dynamoDb), tableName: TABLE };
  const ledger = createDynamoDbLedgerStore(table);
  const leases = createDynamoDbLeaseStore(table);
  const settledChunks = new Set<number>();

  return {
    ...world,

    /** Every ledger entry of a payout of `payments` payments. */
    async ledgerOf(payoutId: string, payments: number): Promise<readonly LedgerEntry[]> {
      const entries: LedgerEntry[] = [];
      for (let chunk = 0; chunk * CHUNK_SIZE < payments; chunk += 1) {
        entries.push(...(await ledger.readChunk(payoutId, chunk)));
      }
      return entries;
    },

    /** Rows whose payments are claimed and without an outcome. */
    async rowsInFlight(payoutId: string, payments: number): Promise<readonly number[]> {
      const rows: number[] = [];
      for (let chunk = 0; chunk * CHUNK_SIZE < payments; chunk += 1) {
        if (settledChunks.has(chunk)) continue;
        const entries = await ledger.readChunk(payoutId, chunk);
        const sending = entries.filter(({ state }) => state === "sending");
        rows.push(...sending.map(({ row }) => row));
        const isWhole = entries.length === Math.min(CHUNK_SIZE, payments - chunk * CHUNK_SIZE);
        if (isWhole && sending.length === 0) settledChunks.add(chunk);
      }
      return rows;
    },

    /** Fence of the worker that pays now; undefined while none does. */
    async payingFence(payoutId: string): Promise<number | undefined> {
      const lease = await leases.get({ payoutId, shard: 0 });
      return lease !== undefined && lease.expiresAtMs > Date.now() ? lease.fence : undefined;
    },

    /** What the points API did and was made to do. */
    async booksState() {
      const answer = await fetch(new URL("/_state", world.stack.pointsUrl));
      return stateSchema.parse(await answer.json());
    },

    /** By the points API's own books: how many grants each user has. */
    async grantCounts(userIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const counts = new Map<string, number>();
      for (let from = 0; from < userIds.length; from += 50) {
        const some = userIds.slice(from, from + 50);
        const grants = await Promise.all(some.map((userId) => world.grantsOf(userId)));
        for (const [index, userId] of some.entries())
          counts.set(userId, grants[index]?.length ?? 0);
      }
      return counts;
    },

    async close() {
      dynamoDb.destroy();
      await world.close();
    },
  };
}

/** Asks until there is an answer; the test's own limit ends it otherwise. */
export async function untilDefined<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  everyMs = 50,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(everyMs);
  }
}
