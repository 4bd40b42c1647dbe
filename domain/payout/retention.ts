import * as z from "zod";
import { DAY_MS, type Instant, toEpochMs, toInstant } from "../clock.ts";
import type { Payout } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";

/**
 * How long what holds user ids is kept, which may be e-mail addresses and telephone numbers. Payouts
 * and their audit trail are not among it: they name people of the company, and are kept.
 */
export const retentionPolicySchema = z
  .strictObject({
    /** Entries of the ledger, from when their payout began to be paid: five years. */
    ledgerDays: z.int().min(90).max(36_600).default(1_826),
    /** Sheets, checks, problem workbooks, chunks and results, from when each was written: a year. */
    filesDays: z.int().min(30).max(36_600).default(365),
  })
  .refine(({ ledgerDays, filesDays }) => ledgerDays >= filesDays, {
    path: ["ledgerDays"],
    message: "the ledger is kept at least as long as the files: it says what they came to",
  });

export type RetentionPolicy = z.infer<typeof retentionPolicySchema>;

/** Nothing pays in the last days of the ledger's entries: an execution lasts seven at most. */
const CLOSED_DAYS = 30;
/** Between the time for which a payout is scheduled and the deletion of its sheet, at least. */
const SHEET_SPARE_DAYS = 14;

/** Until when the entries of a payout are kept that begins to be paid at that time. */
export function ledgerKeptUntil(
  { ledgerDays }: Pick<RetentionPolicy, "ledgerDays">,
  startedAtMs: number,
): Instant {
  return toInstant(startedAtMs + ledgerDays * DAY_MS);
}

/** The latest time for which a payout may be scheduled, in epoch milliseconds: its sheet must exist. */
export function sheetLastsUntilMs(
  { filesDays }: Pick<RetentionPolicy, "filesDays">,
  { createdAt }: Pick<Payout, "createdAt">,
): number {
  return toEpochMs(createdAt) + (filesDays - SHEET_SPARE_DAYS) * DAY_MS;
}

/** Until when the entries of a payout are kept; undefined before it began, and of those kept for good. */
export function ledgerKeptUntilOf(payout: Payout): Instant | undefined {
  return "distribution" in payout ? payout.distribution.ledgerKeptUntil : undefined;
}

/**
 * Until when an entry of `original` is kept that another payout pays again, or takes back: as long as either can
 * pay, as its state counts for both. The other begins while its sheet exists. Undefined of an entry
 * that is kept anyhow.
 */
export function derivedKeptUntil(
  { ledgerDays, filesDays }: RetentionPolicy,
  original: Payout,
  retriedAtMs: number,
): Instant | undefined {
  const keptAnyhow = ledgerKeptUntilOf(original);
  if (keptAnyhow === undefined) return undefined;
  const retryKeptUntilMs = retriedAtMs + (ledgerDays + filesDays + CLOSED_DAYS) * DAY_MS;
  return toInstant(Math.max(toEpochMs(keptAnyhow), retryKeptUntilMs));
}

/** Whether the ledger's entries are deleted, though DynamoDB may take some days over it. */
export function isLedgerDeleted(payout: Payout, nowMs: number): boolean {
  const keptUntil = ledgerKeptUntilOf(payout);
  return keptUntil !== undefined && nowMs >= toEpochMs(keptUntil);
}

/**
 * Nobody is paid, and nothing settled, by a ledger that is about to be deleted: a payment whose
 * entry is gone would look as if it had never been asked for.
 * @throws {RefusedError} `retention_over`
 */
export function assertLedgerKept(payout: Payout, nowMs: number): void {
  const keptUntil = ledgerKeptUntilOf(payout);
  if (keptUntil === undefined) return;
  if (nowMs < toEpochMs(keptUntil) - CLOSED_DAYS * DAY_MS) return;
  throw new RefusedError(
    "retention_over",
    `The ledger of payout ${payout.payoutId} is deleted on ${keptUntil}; nothing of it is paid or settled any more.`,
    { on: keptUntil },
  );
}

/**
 * Refuses to list what the ledger held until it was deleted.
 * @throws {RefusedError} `payments_deleted`
 */
export function assertPaymentsKept(payout: Payout, nowMs: number): void {
  if (!isLedgerDeleted(payout, nowMs)) return;
  const on = ledgerKeptUntilOf(payout);
  throw new RefusedError(
    "payments_deleted",
    `The payments of payout ${payout.payoutId} were deleted after the retention period, on ${on}.`,
    { on },
  );
}
