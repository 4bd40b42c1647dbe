import pMap from "p-map";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { Payment } from "../sheet/payment.ts";
import { type CorrectedIds, paidAgainTo } from "./corrected-ids.ts";
import { type LedgerEntry, PAID_BY_ORIGINAL, paymentOf } from "./ledger.ts";
import type { LedgerStore } from "./ledger-store.ts";

export interface RetriedPaymentsDeps {
  readonly payouts: Pick<PayoutStore, "get">;
  readonly ledger: Pick<LedgerStore, "tallies" | "readChunk" | "get">;
}

/** The payments that a retry pays again, as the ledger has them at the payouts it repeats. */
export interface RetriedPayments {
  /**
   * Whether it was paid there after all, as the ledger says now: proof of payment may come at any
   * time, also of what was rejected and of what a person settled as not paid.
   */
  isPaid(payment: RetriedPayment): Promise<boolean>;
  /** The same as a code why it is not to be paid; undefined when it is. */
  whyNot(payment: RetriedPayment): Promise<string | undefined>;
}

type RetriedPayment = Pick<Payment, "row" | "userId" | "points">;

/** The row of a sheet's first payment beneath its header. */
const FIRST_ROW = 2;
/** Chunks read at once. */
const READ_CONCURRENCY = 8;

/** The payments of a retry's sheet, in the order of the entries that it is made of. */
export function retrySheetOf(
  entries: readonly LedgerEntry[],
  corrected: CorrectedIds = new Map(),
): readonly Payment[] {
  return entries.map((entry, index) => ({
    ...paymentOf(entry),
    row: index + FIRST_ROW,
    userId: paidAgainTo(entry, corrected),
  }));
}

/** Undefined for a payout that repeats no payment: no retry, or the dry run of one. */
export function retriedPaymentsOf(
  deps: RetriedPaymentsDeps,
  payout: Payout | undefined,
): RetriedPayments | undefined {
  if (payout?.retryOf === undefined || payout.dryRun === true) return undefined;
  const { payoutId, retryOf } = payout;
  let read: ReturnType<typeof readOriginals> | undefined;
  async function isPaid({ row, userId, points }: RetriedPayment): Promise<boolean> {
    read ??= readOriginals(deps, payoutId, retryOf);
    const { entries, before } = await read;
    const original = entries[row - FIRST_ROW];
    // Under another id only where a person has corrected it: it is the same payment all the same.
    const paidTo = original?.retriedAs ?? original?.userId;
    const isUser = paidTo === userId || original?.erasedAt !== undefined;
    if (original === undefined || !isUser || original.points !== points) {
      throw new Error(`Row ${row} of payout ${payoutId} is none that ${retryOf} handed to it.`);
    }
    const now = await deps.ledger.get(original);
    if (now?.state === "paid") return true;
    return (await before?.isPaid(original)) ?? false;
  }
  return {
    isPaid,
    whyNot: async (payment) => ((await isPaid(payment)) ? PAID_BY_ORIGINAL : undefined),
  };
}

/** The entries that name the retry, by row: its sheet was made of them in that order. */
async function readOriginals(deps: RetriedPaymentsDeps, payoutId: string, retryOf: string) {
  const [original, tallies] = await Promise.all([
    deps.payouts.get(retryOf),
    deps.ledger.tallies(retryOf),
  ]);
  const chunks = tallies.map(({ chunk }) => chunk).sort((a, b) => a - b);
  const ofChunks = await pMap(
    chunks,
    async (chunk) => {
      const inChunk = await deps.ledger.readChunk(retryOf, chunk);
      return inChunk.filter(({ retriedBy }) => retriedBy === payoutId);
    },
    { concurrency: READ_CONCURRENCY },
  );
  const entries = ofChunks.flat().sort((one, other) => one.row - other.row);
  // The original may itself be a retry, whose first payout has the proof.
  return { entries, before: retriedPaymentsOf(deps, original) };
}
