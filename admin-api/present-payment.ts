import { type LedgerEntry, type Proposal, paymentOf } from "../domain/distribution/ledger.ts";
import type { Payout } from "../domain/payout/payout.ts";
import type { FoundPayment } from "../domain/report/find-payments.ts";
import type { ListedPayment } from "../domain/report/list-payments.ts";
import type { UserPaymentEntry } from "../domain/report/list-user-payments.ts";
import { NO_REASON } from "../domain/report/result-tally.ts";
import type { retriesOf } from "../domain/report/retries.ts";
import { reasonSentence, unknownCodeOf } from "../presentation/failure-reason.ts";
import { supportAnswer } from "../presentation/support-answer.ts";
import { presentPerson } from "./present-person.ts";
import type { FoundPaymentAnswer, PaymentAnswer, UserPayment } from "./schemas/payment.ts";

type Retries = Awaited<ReturnType<typeof retriesOf>>;

/** A payment of a payout as the API answers it. */
export function presentPayment(
  { payment, state, entry }: ListedPayment,
  { reversalOf }: Pick<Payout, "reversalOf">,
  retries: Retries,
): PaymentAnswer {
  return { ...payment, state, ...(entry && evidenceOf(entry, reversalOf !== undefined, retries)) };
}

interface PresentAsked {
  readonly retries: Retries;
  /** Payments of reversals, by {@link paymentName}. */
  readonly reversed: ReadonlyMap<string, LedgerEntry>;
  /** The company's, for what is said to customers. */
  readonly timeZone: string;
}

/** A payment of a user as the API answers it. */
export function presentUserPayment(
  { entry, payout }: UserPaymentEntry,
  presenting: PresentAsked,
): UserPayment {
  const { payoutId, state } = entry;
  const payment = paymentOf(entry);
  return { ...presentAsked({ payoutId, payout, payment, state, entry }, presenting), state };
}

/** A payment that was found, also one that is still to be made. */
export function presentFound(
  { payout, ...found }: FoundPayment,
  presenting: PresentAsked,
): FoundPaymentAnswer {
  return presentAsked({ payoutId: payout.payoutId, payout, ...found }, presenting);
}

function presentAsked(
  asked: ListedPayment & { readonly payoutId: string; readonly payout?: Payout | undefined },
  { retries, reversed, timeZone }: PresentAsked,
) {
  const { payoutId, payout, payment, state, entry } = asked;
  const { row, points } = payment;
  const reversalOf = payout?.reversalOf;
  const { retriedBy, reversedBy } = entry ?? {};
  const retry = retriedBy === undefined ? undefined : retries.get(retriedBy);
  const reversal =
    reversedBy === undefined
      ? undefined
      : (reversed.get(paymentName(reversedBy, row)) ?? ("planned" as const));
  return {
    payoutId,
    title: payout?.title,
    payoutState: payout?.state,
    dueAt: payout && dueAtOf(payout),
    reversalOf,
    ...payment,
    state,
    ...(entry && evidenceOf(entry, reversalOf !== undefined, retries)),
    answer: supportAnswer({ points, state, entry, payout, retry, reversal }, timeZone),
  };
}

/** Names a payment among all. */
export function paymentName(payoutId: string, row: number): string {
  return `${payoutId}#${row}`;
}

function dueAtOf(payout: Payout): string | undefined {
  if (payout.state === "scheduled") return payout.schedule.at;
  return payout.state === "awaiting_approval" ? payout.request.at : undefined;
}

function evidenceOf(
  { idempotencyKey, claimedAt, reference, ...entry }: LedgerEntry,
  isReversal: boolean,
  retries: Retries,
) {
  const { accountId, acceptedAt, settledAt, transactionId, code, detail } = entry;
  const { proposed, resolution, retriedBy, retriedAs, reversedBy } = entry;
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
    retriedAs,
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
