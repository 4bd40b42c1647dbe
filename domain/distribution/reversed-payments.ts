import { optional } from "../optional.ts";
import type { Payout } from "../payout/payout.ts";
import type { Payment } from "../sheet/payment.ts";
import { entriesOf } from "./chosen-entries.ts";
import {
  type LedgerEntry,
  ORIGINAL_ERASED,
  ORIGINAL_NOT_PAID,
  paymentOf,
  TAKEN_BY_ANOTHER,
} from "./ledger.ts";
import type { LedgerStore, PaymentRef } from "./ledger-store.ts";
import type { MadePayment } from "./points-api.ts";

export interface ReversedPaymentsDeps {
  readonly ledger: Pick<LedgerStore, "tallies" | "readChunk" | "get">;
}

/** The payments that a reversal takes back, as the ledger has them at its original. */
export interface ReversedPayments {
  /** Why it may not be taken back, as the ledger says now: a code; undefined when it may. */
  whyNot(payment: Pick<Payment, "row" | "userId" | "points">): Promise<string | undefined>;
  /** What was paid in that row, as the points API made it; undefined where nothing was handed over. */
  made(row: number): Promise<MadePayment | undefined>;
}

/** Undefined for a payout that takes nothing back. */
export function reversedPaymentsOf(
  { ledger }: ReversedPaymentsDeps,
  payout: Payout | undefined,
): ReversedPayments | undefined {
  if (payout?.reversalOf === undefined) return undefined;
  const { payoutId, reversalOf, afterReversals = [] } = payout;
  const originals = once(() =>
    byRow(ledger, reversalOf, ({ reversedBy }) => reversedBy === payoutId),
  );
  const earlier = afterReversals.map((id) => once(() => byRow(ledger, id, () => true)));

  /** Proof that an earlier reversal took it back after all may come at any time. */
  async function isTakenBefore(row: number): Promise<boolean> {
    for (const read of earlier) {
      const known = (await read()).get(row);
      const now = known && (await ledger.get(known));
      if (now !== undefined && now.state !== "rejected" && now.state !== "withdrawn") return true;
    }
    return false;
  }

  return {
    async whyNot({ row, userId, points }) {
      const original = (await originals()).get(row);
      if (original === undefined) return TAKEN_BY_ANOTHER;
      const now = await ledger.get(original);
      if (now?.state !== "paid") return ORIGINAL_NOT_PAID;
      if (now.erasedAt !== undefined) return ORIGINAL_ERASED;
      if (now.reversedBy !== payoutId) return TAKEN_BY_ANOTHER;
      if (now.userId !== userId || now.points !== points) {
        throw new Error(`Row ${row} of payout ${payoutId} is not what ${reversalOf} paid there.`);
      }
      return (await isTakenBefore(row)) ? TAKEN_BY_ANOTHER : undefined;
    },
    async made(row) {
      const entry = (await originals()).get(row);
      return entry && madeBy(entry);
    },
  };
}

function madeBy(entry: LedgerEntry): MadePayment {
  const { idempotencyKey, transactionId, reference, accountId } = entry;
  return {
    payment: { ...paymentOf(entry), ...optional("accountId", accountId) },
    idempotencyKey,
    ...optional("transactionId", transactionId),
    ...optional("reference", reference),
  };
}

type Entries = ReadonlyMap<number, LedgerEntry & PaymentRef>;

async function byRow(
  ledger: ReversedPaymentsDeps["ledger"],
  payoutId: string,
  isWanted: (entry: LedgerEntry) => boolean,
): Promise<Entries> {
  const found = new Map<number, LedgerEntry>();
  for await (const entry of entriesOf(ledger, payoutId, () => true)) {
    if (isWanted(entry)) found.set(entry.row, entry);
  }
  return found;
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}
