import { isDeepStrictEqual } from "node:util";
import {
  ChunkConflictError,
  ChunkMissingError,
  type ChunkStore,
} from "../../domain/distribution/chunk-store.ts";
import { SheetMissingError, type SheetStore } from "../../domain/payout/sheet-store.ts";
import {
  type ResultRow,
  type ResultStore,
  translatedKeyOf,
} from "../../domain/report/result-store.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import type { SheetCheck, SheetReader } from "../../domain/sheet/sheet-check.ts";

export function createMemoryChunks(): ChunkStore {
  const chunks = new Map<string, readonly Payment[]>();
  return {
    async write(payoutId, chunk, payments) {
      const known = chunks.get(`${payoutId}/${chunk}`);
      if (known !== undefined && !isDeepStrictEqual(known, payments)) {
        throw new ChunkConflictError(payoutId, chunk);
      }
      chunks.set(`${payoutId}/${chunk}`, structuredClone(payments));
    },
    async read(payoutId, chunk) {
      const payments = chunks.get(`${payoutId}/${chunk}`);
      if (payments === undefined) throw new ChunkMissingError(payoutId, chunk);
      return payments;
    },
  };
}

/** One sheet whose content a test sets; reading gives what is set. */
export function createMemorySheet(payments: readonly Payment[]) {
  const sheet = { payments, missing: false };
  const sheets: Pick<SheetStore, "withLocalCopy"> = {
    async withLocalCopy(object, use) {
      if (sheet.missing) throw new SheetMissingError(object);
      return await use("memory");
    },
  };
  const reader: SheetReader = {
    async read({ onPayment }) {
      for (const payment of sheet.payments) await onPayment?.(payment);
      return checkOf(sheet.payments);
    },
  };
  return { sheet, sheets, reader };
}

export function checkOf(payments: readonly Payment[]): SheetCheck {
  return {
    payments: payments.length,
    totalPoints: payments.reduce((sum, { points }) => sum + points, 0),
    digest: `digest:${JSON.stringify(payments)}`,
    problems: [],
    problemCount: 0,
    warnings: [],
    warningCount: 0,
    sample: payments.slice(0, 10),
    largest: [],
  };
}

export interface MemoryResults extends ResultStore {
  readonly workbooks: ReadonlyMap<string, readonly ResultRow[]>;
}

export function createMemoryResults(): MemoryResults {
  const workbooks = new Map<string, ResultRow[]>();
  return {
    workbooks,
    async write(payout, rows, language) {
      const { payoutId, revision } = payout;
      const own = payout.state === "completed" ? payout.report.resultKey : "";
      const resultKey =
        language === undefined
          ? `results/${payoutId}/${revision}.xlsx`
          : translatedKeyOf(own, language);
      workbooks.set(resultKey, await Array.fromAsync(rows));
      return { resultKey };
    },
  };
}
