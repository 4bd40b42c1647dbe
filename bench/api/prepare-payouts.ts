import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { createS3CheckStore } from "../../adapters/s3/s3-check-store.ts";
import { createS3ChunkStore } from "../../adapters/s3/s3-chunk-store.ts";
import { idempotencyKeyOf } from "../../domain/distribution/ledger.ts";
import type { Payout, PayoutIn } from "../../domain/payout/payout.ts";
import { MAX_CHUNKS_PER_PAGE, MAX_CHUNKS_SEARCHED } from "../../domain/report/list-payments.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { BUCKET, CREDENTIALS, REGION, TABLE } from "../../local/stack/account.ts";
import {
  atMinute,
  CHUNKS,
  completedPayout,
  PAYMENTS,
  pausedPayout,
  paymentsOf,
  settlementOf,
  tallyOf,
} from "./payouts-of-bench.ts";
import type { StackOfBench } from "./stack-of-bench.ts";

const FENCE = 1;
const WRITERS = 16;
/** Payments of those payouts that are only there to be listed. */
const FEW_PAYMENTS = 100;

/** What the calls are about. */
export interface Prepared {
  /** Payouts in all. */
  readonly payouts: number;
  readonly completed: PayoutIn<"completed">;
  readonly paused: Payout;
  /** Chunk of `completed`, far from its first. */
  readonly deepChunk: number;
  /** Someone who was paid by `paidOften` payouts. */
  readonly userId: string;
  readonly paidOften: number;
}

export type Stores = ReturnType<typeof openStores>;

/** The production stores, over the stack's own emulators. */
export function openStores({ dynamoDb, s3: s3Endpoint }: StackOfBench) {
  const of = { region: REGION, credentials: CREDENTIALS };
  const client = documentClientOf(new DynamoDBClient({ ...of, endpoint: dynamoDb }));
  const s3 = new S3Client({ ...of, endpoint: s3Endpoint, forcePathStyle: true });
  const table = { client, tableName: TABLE };
  return {
    payouts: createDynamoDbPayoutStore(table),
    ledger: createDynamoDbLedgerStore(table),
    chunks: createS3ChunkStore({ s3, bucket: BUCKET }),
    checks: createS3CheckStore({ s3, bucket: BUCKET }),
  };
}

/**
 * Writes what the calls read: payouts, of two with a million payments every tally, and of one of
 * those the chunks and ledger entries that a page is made of. The rest would take minutes and be
 * read by nobody.
 */
export async function preparePayouts(
  stores: Stores,
  plan: { readonly payouts: number; readonly paidOften: number },
): Promise<Prepared> {
  const { payouts, paidOften } = plan;
  const completed = completedPayout(payouts, PAYMENTS);
  const paused = pausedPayout(payouts + 1, PAYMENTS);
  const listed = Array.from({ length: payouts }, (_, nr) => completedPayout(nr, FEW_PAYMENTS));
  await inTurns([...listed, completed, paused], (payout) => create(stores, payout));
  await stores.checks.save(completed.sheet, checkOf(completed));
  const chunks = Array.from({ length: CHUNKS }, (_, chunk) => chunk);
  await inTurns(chunks, async (chunk) => {
    await stores.ledger.closeChunk(completed.payoutId, tallyOf(chunk));
    await stores.ledger.closeChunk(paused.payoutId, tallyOf(chunk));
  });
  const deepChunk = CHUNKS * 0.75;
  await inTurns([...chunks.slice(0, MAX_CHUNKS_SEARCHED), deepChunk], (chunk) =>
    stores.chunks.write(completed.payoutId, chunk, paymentsOf(chunk)),
  );
  const withRejected = chunks.filter((chunk) => tallyOf(chunk).rejected > 0);
  for (const chunk of [...withRejected.slice(0, MAX_CHUNKS_PER_PAGE), deepChunk]) {
    await inTurns(paymentsOf(chunk), (payment) => pay(stores, completed, chunk, payment));
  }
  const userId = "user-paid-often";
  await inTurns(listed.slice(0, paidOften), (payout) =>
    pay(stores, payout, 0, { row: 7, userId, points: 500 }),
  );
  return { payouts: payouts + 2, completed, paused, deepChunk, userId, paidOften };
}

function create({ payouts }: Stores, payout: Payout): Promise<void> {
  const { payoutId, createdAt, createdBy, state } = payout;
  return payouts.create(payout, {
    eventId: `${payoutId}-1`,
    payoutId,
    revision: 1,
    at: createdAt,
    by: { kind: "person", ...createdBy },
    action: "created",
    to: state,
  });
}

function checkOf({ check }: PayoutIn<"completed">) {
  const { payments, totalPoints, digest } = check;
  const first = paymentsOf(0);
  return {
    ...{ payments, totalPoints, digest, sheetName: "Sheet1" },
    headers: { userId: "회원ID", points: "포인트", reason: "사유" },
    ...{ problems: [], problemCount: 0, warnings: [], warningCount: 0 },
    sample: first.slice(0, 10),
    largest: first.slice(0, 5),
  };
}

async function pay(
  { ledger }: Stores,
  { payoutId }: Payout,
  chunk: number,
  payment: Payment,
): Promise<void> {
  const ref = { payoutId, chunk, row: payment.row };
  const at = atMinute(0);
  const idempotencyKey = idempotencyKeyOf(payoutId, payment.row);
  await ledger.claim({ ref, payment, idempotencyKey, fence: FENCE, at });
  await ledger.settle({ ref, settlement: settlementOf(payment), fence: FENCE, at });
}

async function inTurns<T>(items: readonly T[], write: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const writer = async () => {
    for (const item of left) await write(item);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}
