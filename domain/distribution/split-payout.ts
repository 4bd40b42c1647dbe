import type { CheckSummary, PayoutIn } from "../payout/payout.ts";
import { SheetMissingError, type SheetStore } from "../payout/sheet-store.ts";
import type { ExtraColumn } from "../sheet/extra-column.ts";
import type { Payment } from "../sheet/payment.ts";
import type { SheetCheck, SheetReader } from "../sheet/sheet-check.ts";
import { ChunkConflictError, type ChunkStore } from "./chunk-store.ts";

export interface SplitPayoutDeps {
  readonly sheets: SheetStore;
  readonly reader: SheetReader;
  readonly chunks: ChunkStore;
  /** What the points API takes beside user, points and reason. */
  readonly columns?: readonly ExtraColumn[] | undefined;
}

export type SplitPayoutEnd =
  | { readonly kind: "split" }
  | { readonly kind: "sheet_changed"; readonly detail: string }
  | { readonly kind: "sheet_unreadable"; readonly detail: string };

/**
 * Reads the approved version of the sheet once more, writes its payments as chunks, and compares
 * what it read with what was approved. Nobody may be paid unless it answers `split`.
 */
export async function splitPayout(
  deps: SplitPayoutDeps,
  payout: PayoutIn<"distributing" | "completed">,
): Promise<SplitPayoutEnd> {
  const { payoutId, sheet, fileName, distribution, defaults, reversalOf } = payout;
  const takesBack = reversalOf !== undefined;
  const { columns } = deps;
  const writer = createChunkWriter(deps.chunks, payoutId, distribution.chunkSize);
  try {
    const check = await deps.sheets.withLocalCopy(sheet, (path) =>
      deps.reader.read({ path, fileName, columns, defaults, takesBack, onPayment: writer.add }),
    );
    await writer.end();
    return compare(check, payout.check);
  } catch (error) {
    if (error instanceof SheetMissingError) {
      return { kind: "sheet_unreadable", detail: error.message };
    }
    if (error instanceof ChunkConflictError) {
      return { kind: "sheet_changed", detail: error.message };
    }
    throw error;
  }
}

function compare(read: SheetCheck, approved: CheckSummary): SplitPayoutEnd {
  const same =
    read.problemCount === 0 &&
    read.digest === approved.digest &&
    read.payments === approved.payments &&
    read.totalPoints === approved.totalPoints;
  if (same) return { kind: "split" };
  return {
    kind: "sheet_changed",
    detail:
      `Approved: ${approved.payments} payments, ${approved.totalPoints} points, ${approved.digest}. ` +
      `Read now: ${read.payments} payments, ${read.totalPoints} points, ${read.digest}, ` +
      `${read.problemCount} problems.`,
  };
}

/** Cuts payments into chunks as they come, so that memory holds one chunk at a time. */
function createChunkWriter(chunks: ChunkStore, payoutId: string, chunkSize: number) {
  let chunk = 0;
  let buffered: Payment[] = [];
  const flush = async () => {
    await chunks.write(payoutId, chunk, buffered);
    chunk += 1;
    buffered = [];
  };
  return {
    async add(payment: Payment): Promise<void> {
      buffered.push(payment);
      if (buffered.length === chunkSize) await flush();
    },
    async end(): Promise<void> {
      if (buffered.length > 0) await flush();
    },
  };
}
