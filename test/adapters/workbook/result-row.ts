import { idempotencyKeyOf, type LedgerEntry } from "../../../domain/distribution/ledger.ts";
import type { PayoutIn } from "../../../domain/payout/payout.ts";
import type { ResultRow } from "../../../domain/report/result-store.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";

/** A payout of which everything is known but what it came to. */
export const PAYOUT: PayoutIn<"distributing"> = {
  payoutId: "01JPAYOUT",
  title: "가을 이벤트",
  fileName: "list.xlsx",
  sizeBytes: 1000,
  createdBy: { id: "u-1", name: "올린이" },
  createdAt: "2026-11-20T00:00:00.000Z",
  updatedAt: "2026-11-21T01:00:00.000Z",
  revision: 5,
  generation: 1,
  state: "distributing",
  sheet: { key: "sheets/01JPAYOUT/sheet.xlsx", versionId: "v1", sizeBytes: 1000 },
  check: { payments: 5, totalPoints: 1500, digest: "sha256:0", problemCount: 0, warningCount: 0 },
  schedule: {
    localTime: "2026-11-21T10:00:00",
    timeZone: "Asia/Seoul",
    at: "2026-11-21T01:00:00.000Z",
    requestedBy: { id: "u-1", name: "예약한이" },
    approvedBy: { id: "u-2", name: "승인한이" },
    name: "01JPAYOUT-1",
    generation: 1,
  },
  distribution: {
    startedAt: "2026-11-21T01:00:01.000Z",
    chunkSize: 500,
    chunkCount: 1,
    run: 1,
    execution: "01JPAYOUT-1",
  },
};

/** A payment of {@link PAYOUT} as the ledger says it ended; without `said` nothing is written for it. */
export function resultRow(payment: Payment, said?: Partial<LedgerEntry>): ResultRow {
  if (said === undefined) return { payment };
  const { payoutId } = PAYOUT;
  return {
    payment,
    entry: {
      ...payment,
      payoutId,
      chunk: 0,
      state: "paid",
      idempotencyKey: idempotencyKeyOf(payoutId, payment.row),
      fence: 1,
      claims: 1,
      claimedAt: "2026-11-21T01:01:00.000Z",
      settledAt: "2026-11-21T01:02:03.000Z",
      ...said,
    },
  };
}
