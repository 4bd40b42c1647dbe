import type { LedgerEntry } from "../domain/distribution/ledger.ts";
import type { ListedPayment } from "../domain/report/list-payments.ts";
import type { UserPaymentEntry } from "../domain/report/list-user-payments.ts";
import type { PaymentAnswer, UserPayment } from "./schemas/payment.ts";

/** A payment of a payout as the API answers it. */
export function presentPayment({ payment, state, entry }: ListedPayment): PaymentAnswer {
  return { ...payment, state, ...(entry && evidenceOf(entry)) };
}

/** A payment of a user as the API answers it. */
export function presentUserPayment({ entry, title }: UserPaymentEntry): UserPayment {
  const { payoutId, row, userId, points, reason, state } = entry;
  return {
    payoutId,
    title,
    row,
    userId,
    points,
    state,
    reason,
    ...evidenceOf(entry),
  };
}

function evidenceOf({ idempotencyKey, claimedAt, ...entry }: LedgerEntry) {
  const { settledAt, transactionId, code, detail, resolution, retriedBy } = entry;
  return {
    reference: idempotencyKey,
    sentAt: claimedAt,
    settledAt,
    transactionId,
    code,
    detail,
    resolution,
    retriedBy,
  };
}
