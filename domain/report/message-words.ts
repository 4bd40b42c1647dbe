import type { Counts, Halt } from "../payout/payout.ts";
import type { DurationUnits } from "./format-duration.ts";
import type { LocalTime } from "./format-local-time.ts";

/** The languages that messages are written in. */
export type MessageLanguage = "ko" | "en";

/** Everything a message says in one language. Values passed in are escaped already. */
export interface MessageWords {
  counts(counts: Counts): string;
  readonly completed: string;
  readonly halted: string;
  readonly whyHalted: string;
  readonly pointsPaid: string;
  pointsOf(paid: string, total: string): string;
  points(amount: string): string;
  readonly duration: string;
  readonly durationUnits: DurationUnits;
  readonly scheduledFor: string;
  localTime(time: LocalTime): string;
  readonly uploadedBy: string;
  readonly approvedBy: string;
  /** Heading and what to do about payments that may or may not have been paid. */
  unknown(count: number): { readonly heading: string; readonly advice: string };
  /** Why it stopped and what to do; `untouched` when not one payment may have been paid. */
  halt(reason: Halt["reason"], untouched: boolean): string;
  failures(facts: { readonly unknown: boolean }): string;
  row(row: number): string;
  /** Failures that the message doesn't name. */
  more(count: number, facts: { readonly named: number }): string;
  readonly openPayout: string;
  readonly openResult: string;
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
  refused(code: string | undefined): string;
}
