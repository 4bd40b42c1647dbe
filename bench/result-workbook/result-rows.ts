import { idempotencyKeyOf } from "../../domain/distribution/ledger.ts";
import type { PayoutIn } from "../../domain/payout/payout.ts";
import type { ResultRow } from "../../domain/report/result-store.ts";
import { benchRows } from "../sheets/bench-rows.ts";

/** One payment in so many is rejected. */
const REJECTED_OF = 100;
const SETTLED_FROM_MS = Date.parse("2026-11-21T01:00:01.000Z");
/** 200 payments a second. */
const MS_A_PAYMENT = 5;
const REJECTION = { state: "rejected", code: "http_404", detail: "No such user." } as const;

/** The payout whose result is written. */
export const RESULT_PAYOUT: PayoutIn<"distributing"> = {
  payoutId: "01KBENCHRESVT0000000000000",
  title: "11월 이벤트",
  fileName: "list.xlsx",
  sizeBytes: 1_000,
  createdBy: { id: "u-1", name: "marketer" },
  createdAt: "2026-11-20T00:00:00.000Z",
  updatedAt: "2026-11-21T01:00:00.000Z",
  revision: 5,
  generation: 1,
  state: "distributing",
  sheet: { key: "sheets/bench/sheet.xlsx", versionId: "v1", sizeBytes: 1_000 },
  check: { payments: 1, totalPoints: 1, digest: "sha256:0", problemCount: 0, warningCount: 0 },
  schedule: {
    localTime: "2026-11-21T10:00:00",
    timeZone: "Asia/Seoul",
    at: "2026-11-21T01:00:00.000Z",
    requestedBy: { id: "u-1", name: "marketer" },
    name: "bench-1",
    generation: 1,
  },
  distribution: {
    startedAt: "2026-11-21T01:00:01.000Z",
    chunkSize: 500,
    chunkCount: 1,
    run: 1,
    execution: "bench-1",
  },
};

/** The payments of the bench's sheets as the ledger says they ended, 1 % of them rejected. */
export async function* resultRows(count: number): AsyncGenerator<ResultRow> {
  const { payoutId } = RESULT_PAYOUT;
  let row = 1;
  for (const one of benchRows(count)) {
    row += 1;
    const payment = { row, ...one };
    const settledAt = new Date(SETTLED_FROM_MS + row * MS_A_PAYMENT).toISOString();
    const outcome =
      row % REJECTED_OF === 0
        ? REJECTION
        : ({ state: "paid", transactionId: `transaction-${1_000_000_000 + row}` } as const);
    yield {
      payment,
      entry: {
        ...payment,
        ...outcome,
        payoutId,
        chunk: 0,
        idempotencyKey: idempotencyKeyOf(payoutId, row),
        fence: 1,
        claims: 1,
        claimedAt: settledAt,
        settledAt,
      },
    };
  }
}
