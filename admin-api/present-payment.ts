import type { LedgerEntry, Proposal } from "../domain/distribution/ledger.ts";
import type { Payout } from "../domain/payout/payout.ts";
import type { ListedPayment } from "../domain/report/list-payments.ts";
import type { UserPaymentEntry } from "../domain/report/list-user-payments.ts";
import { NO_REASON } from "../domain/report/result-tally.ts";
import type { retriesOf } from "../domain/report/retries.ts";
import { reasonSentence, unknownCodeOf } from "../presentation/failure-reason.ts";
import { presentPerson } from "./present-person.ts";
import type { PaymentAnswer, UserPayment } from "./schemas/payment.ts";

type Retries = Awaited<ReturnType<typeof retriesOf>>;

/** A payment of a payout as the API answers it. */
export function presentPayment(
  { payment, state, entry }: ListedPayment,
  { reversalOf }: Pick<Payout, "reversalOf">,
  retries: Retries,
): PaymentAnswer {
  return { ...payment, state, ...(entry && evidenceOf(entry, reversalOf !== undefined, retries)) };
}

/** A payment of a user as the API answers it. */
export function presentUserPayment(
  { entry, title, reversalOf }: UserPaymentEntry,
  retries: Retries,
): UserPayment {
  const { payoutId, row, userId, points, reason, extras, state } = entry;
  return {
    payoutId,
    title,
    reversalOf,
    row,
    userId,
    points,
    state,
    reason,
    extras,
    ...evidenceOf(entry, reversalOf !== undefined, retries),
  };
}

function evidenceOf(
  { idempotencyKey, claimedAt, reference, ...entry }: LedgerEntry,
  isReversal: boolean,
  retries: Retries,
) {
  const { accountId, acceptedAt, settledAt, transactionId, code, detail } = entry;
  const { proposed, resolution, retriedBy, reversedBy } = entry;
  return {
    accountId,
    reference: idempotencyKey,
    sentAt: claimedAt,
    acceptedReference: reference,
    acceptedAt,
    settledAt,
    transactionId,
    code,
    detail,
    apiCode: apiCodeOf(entry),
    why: whyOf(entry, isReversal),
    proposed: presentProposal(proposed),
    resolution: resolution && { ...resolution, by: presentPerson(resolution.by) },
    retriedBy,
    retry: retriedBy === undefined ? undefined : retries.get(retriedBy),
    reversedBy,
  };
}

/** One that was taken back is not told of. */
function presentProposal(proposed: Proposal | undefined): PaymentAnswer["proposed"] {
  if (proposed?.as !== "not_paid") return undefined;
  const { as, note, by, at } = proposed;
  return { as, note, by: presentPerson(by), at };
}

function apiCodeOf({ state, code }: Pick<LedgerEntry, "state" | "code">): string | undefined {
  if (code === undefined) return undefined;
  return unknownCodeOf({ state: state === "unknown" ? state : "rejected", code });
}

function whyOf(
  { state, code = NO_REASON }: Pick<LedgerEntry, "state" | "code">,
  isReversal: boolean,
) {
  if (state !== "rejected" && state !== "unknown") return undefined;
  return reasonSentence({ state, code }, isReversal);
}
