import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { CHUNK_SIZE } from "../../domain/distribution/chunk-store.ts";
import type { LedgerEntry } from "../../domain/distribution/ledger.ts";
import { CREDENTIALS, REGION, TABLE } from "../../local/stack/account.ts";
import { startStackUnderTest } from "../stack/stack-under-test.ts";
import { timingOfFire } from "./timing-of-fire.ts";

/** More payments than these are never in flight. */
export const CONCURRENCY = 24;

export type KillWorld = Awaited<ReturnType<typeof startKillWorld>>;

/** By what a stack pays whose workers are killed. */
export interface KilledStack
  extends Pick<NonNullable<Parameters<typeof startStackUnderTest>[1]>, "openPointsApis"> {
  readonly environment?: Record<string, string>;
}

/** A stack that pays quickly, by short calls under short leases, and looks into its ledger and leases. */
export async function startKillWorld({ environment, ...options }: KilledStack) {
  const timing = {
    DISTRIBUTE_LEASE_TTL_MS: "2400",
    POINTS_TIMEOUT_MS: String(timingOfFire.timeoutMs),
    LAMBDA_RETRY_MS: "100",
  };
  const world = await startStackUnderTest({ ...environment, ...timing }, options);
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
