import { CHUNK_SIZE } from "../../domain/distribution/chunk-store.ts";
import type { Settlement } from "../../domain/distribution/ledger.ts";
import type { ChunkTally } from "../../domain/distribution/ledger-store.ts";
import type { Payout, PayoutIn } from "../../domain/payout/payout.ts";
import type { Payment } from "../../domain/sheet/payment.ts";

export const PAYMENTS = 1_000_000;
export const CHUNKS = PAYMENTS / CHUNK_SIZE;
/** One payment in so many is rejected: one in every other chunk. */
const REJECTED_OF = 1_000;
const POINTS = 500;
const STARTED_MS = Date.parse("2026-11-01T00:00:00.000Z");
const MINUTE_MS = 60_000;
const MARKETER = { id: "u-1", name: "marketer" };

/** A completed payout of a list; a larger `nr` is a newer one. */
export function completedPayout(nr: number, payments: number): PayoutIn<"completed"> {
  const { rejected } = endsOf(payments);
  const counts = {
    payments,
    paid: payments - rejected,
    rejected,
    unknown: 0,
    accepted: 0,
    withdrawn: 0,
    pending: 0,
  };
  const points = { total: payments * POINTS, paid: counts.paid * POINTS };
  const report = { finishedAt: atMinute(nr + 90), counts, points, resultKey: "results/bench.xlsx" };
  return { ...startedPayout(nr, payments), state: "completed", report };
}

/** The same, stopped by a person after its last payment: its counts are asked of the ledger. */
export function pausedPayout(nr: number, payments: number): Payout {
  const pause = { reason: "stopped_by_person", since: atMinute(nr + 90) } as const;
  return { ...startedPayout(nr, payments), state: "paused", pause };
}

function startedPayout(nr: number, payments: number) {
  const payoutId = `01KBENCHAP${String(nr).padStart(16, "0")}`;
  const at = atMinute(nr + 10);
  return {
    payoutId,
    title: `11월 이벤트 ${nr}`,
    fileName: `event-${nr}.xlsx`,
    sizeBytes: 20_000,
    createdBy: MARKETER,
    createdAt: atMinute(nr),
    updatedAt: atMinute(nr + 90),
    revision: 1,
    generation: 1,
    sheet: { key: `sheets/${payoutId}/sheet.xlsx`, versionId: "v1", sizeBytes: 20_000 },
    check: {
      payments,
      totalPoints: payments * POINTS,
      digest: `sha256:${"0".repeat(64)}`,
      problemCount: 0,
      warningCount: 0,
    },
    schedule: {
      localTime: at.slice(0, 19),
      timeZone: "Etc/UTC",
      at,
      requestedBy: MARKETER,
      approvedBy: { id: "u-2", name: "approver" },
      name: `${payoutId}-1`,
      generation: 1,
    },
    distribution: {
      startedAt: at,
      chunkSize: CHUNK_SIZE,
      chunkCount: Math.ceil(payments / CHUNK_SIZE),
      run: 1,
      execution: `${payoutId}-1`,
    },
  };
}

export function atMinute(minute: number): string {
  return new Date(STARTED_MS + minute * MINUTE_MS).toISOString();
}

/** The payments of a chunk, as cut from a sheet with one header row. */
export function paymentsOf(chunk: number): Payment[] {
  return Array.from({ length: CHUNK_SIZE }, (_, index) => {
    const row = chunk * CHUNK_SIZE + index + 2;
    return { row, userId: `user-${String(row).padStart(7, "0")}`, points: POINTS, reason: "참여" };
  });
}

export function settlementOf({ row }: Payment): Settlement {
  return isRejected(row)
    ? { state: "rejected", code: "http_404", detail: "No such user." }
    : { state: "paid", transactionId: `transaction-${1_000_000_000 + row}` };
}

export function tallyOf(chunk: number): ChunkTally {
  const rejected = paymentsOf(chunk).filter(({ row }) => isRejected(row)).length;
  const paid = CHUNK_SIZE - rejected;
  return {
    chunk,
    status: "closed",
    paid,
    rejected,
    unknown: 0,
    accepted: 0,
    withdrawn: 0,
    pointsPaid: paid * POINTS,
  };
}

function isRejected(row: number): boolean {
  return row % REJECTED_OF === 2;
}

function endsOf(payments: number): { readonly rejected: number } {
  return { rejected: Math.ceil(payments / REJECTED_OF) };
}
