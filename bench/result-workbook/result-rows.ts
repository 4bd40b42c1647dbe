import type { LedgerEntry } from "../../domain/distribution/ledger.ts";
import type { ResultRow } from "../../domain/report/result-store.ts";
import { resultRow } from "../../test/adapters/workbook/result-row.ts";
import { benchRows } from "../sheets/bench-rows.ts";

/** One payment in so many is rejected. */
const REJECTED_OF = 100;
const SETTLED_FROM_MS = Date.parse("2026-11-21T01:00:01.000Z");
/** 200 payments a second. */
const MS_A_PAYMENT = 5;

/** The payments of the bench's sheets as the ledger says they ended, 1 % of them rejected. */
export async function* resultRows(count: number): AsyncGenerator<ResultRow> {
  let row = 1;
  for (const one of benchRows(count)) {
    row += 1;
    const settledAt = new Date(SETTLED_FROM_MS + row * MS_A_PAYMENT).toISOString();
    yield resultRow({ row, ...one }, { ...outcomeOf(row), claimedAt: settledAt, settledAt });
  }
}

function outcomeOf(row: number): Partial<LedgerEntry> {
  return row % REJECTED_OF === 0
    ? { state: "rejected", code: "http_404", detail: "No such user." }
    : { state: "paid", transactionId: `transaction-${1_000_000_000 + row}` };
}
