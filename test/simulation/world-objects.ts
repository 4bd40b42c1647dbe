import { isDeepStrictEqual } from "node:util";
import {
  ChunkConflictError,
  ChunkMissingError,
  type ChunkStore,
} from "../../domain/distribution/chunk-store.ts";
import { SheetMissingError, type SheetStore } from "../../domain/payout/sheet-store.ts";
import type { ResultFiles } from "../../domain/report/result-file.ts";
import type { ResultStore } from "../../domain/report/result-store.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import type { SheetReader } from "../../domain/sheet/read-sheet.ts";
import type { SheetCheck } from "../../domain/sheet/sheet-check.ts";
import type { SimProcess } from "./sim-process.ts";

export interface WorldObjects {
  /** What the sheet of a payout says from now on; undefined when its version is gone. */
  setSheet(payoutId: string, payments: readonly Payment[] | undefined): void;
  portsOf(process: SimProcess): {
    readonly sheets: SheetStore;
    readonly reader: SheetReader;
    readonly chunks: ChunkStore;
    readonly results: ResultStore;
    readonly resultFiles: ResultFiles;
  };
}

/** S3: sheets, chunks and result workbooks. A sheet's path is its payout's id. */
export function createWorldObjects(): WorldObjects {
  const sheets = new Map<string, readonly Payment[]>();
  const chunks = new Map<string, readonly Payment[]>();

  return {
    setSheet(payoutId, payments) {
      if (payments === undefined) sheets.delete(payoutId);
      else sheets.set(payoutId, payments);
    },
    portsOf: ({ call }) => ({
      sheets: {
        uploadForm: () => Promise.reject(new Error("Nothing is uploaded here.")),
        async withLocalCopy(sheet, use) {
          const payoutId = sheet.key.split("/")[1] ?? "";
          await call("sheets.get", () => {
            if (!sheets.has(payoutId)) throw new SheetMissingError(sheet);
          });
          return await use(payoutId);
        },
      },
      reader: {
        async read({ path, onPayment }) {
          const payments = sheets.get(path) ?? [];
          for (const payment of payments) await onPayment?.(payment);
          return checkOf(payments);
        },
      },
      chunks: {
        write: (payoutId, chunk, payments) =>
          call(`chunks.write ${chunk}`, () => {
            const known = chunks.get(`${payoutId}/${chunk}`);
            if (known !== undefined && !isDeepStrictEqual(known, payments)) {
              throw new ChunkConflictError(payoutId, chunk);
            }
            chunks.set(`${payoutId}/${chunk}`, payments);
          }),
        read: (payoutId, chunk) =>
          call(`chunks.read ${chunk}`, () => {
            const payments = chunks.get(`${payoutId}/${chunk}`);
            if (payments === undefined) throw new ChunkMissingError(payoutId, chunk);
            return payments;
          }),
      },
      results: {
        async write({ payoutId }, rows) {
          let count = 0;
          for await (const _ of rows) count += 1;
          await call(`results.write ${count} rows`, () => undefined);
          return { resultKey: `results/${payoutId}/result.xlsx` };
        },
        link: async (resultKey: string) => resultKey,
      },
      resultFiles: { read: () => call("results.read", () => new Uint8Array([1])) },
    }),
  };
}

/** The check of a sheet without problems. */
export function checkOf(payments: readonly Payment[]): SheetCheck {
  return {
    payments: payments.length,
    totalPoints: payments.reduce((sum, { points }) => sum + points, 0),
    digest: `digest of ${payments.map((one) => `${one.row},${one.userId},${one.points}`).join(";")}`,
    problems: [],
    problemCount: 0,
    warnings: [],
    warningCount: 0,
    sample: [],
    largest: [],
  };
}
