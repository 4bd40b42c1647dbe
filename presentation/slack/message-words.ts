import type { Counts } from "../../domain/payout/payout.ts";
import type { DurationUnits } from "../format-duration.ts";
import type { LocalTime } from "../format-local-time.ts";

/** The languages that messages are written in. */
export type MessageLanguage = "ko" | "en";

/** The words that all messages share, in one language. Values passed in are escaped already. */
export interface MessageWords {
  readonly language: MessageLanguage;
  counts(counts: Counts): string;
  readonly pointsPaid: string;
  pointsOf(paid: string, total: string): string;
  points(amount: string): string;
  readonly duration: string;
  readonly durationUnits: DurationUnits;
  readonly scheduledFor: string;
  localTime(time: LocalTime): string;
  readonly uploadedBy: string;
  readonly approvedBy: string;
  row(row: number): string;
  readonly openPayout: string;
  payoutId(payoutId: string): string;
  readonly reasons: ReasonWords;
}

/** Why a payment was not paid, in plain language. */
export interface ReasonWords {
  readonly noSuchUser: string;
  readonly notAccepted: string;
  readonly inDoubt: string;
  readonly noReason: string;
  /** A person looked it up, and it was not paid. */
  readonly resolvedNotPaid: string;
  /** The payout that it repeats had paid it. */
  readonly paidByOriginal: string;
  refused(code: string | undefined): string;
}
