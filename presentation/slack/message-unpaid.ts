import type { PaidTwice } from "../../domain/payout/payout.ts";
import type { Advice } from "./message-layout.ts";

/** Where the workbook with all results is: in this thread, on the payout's page, or nowhere. */
export type WorkbookPlace = "attached" | "on_page" | "none";

/** About payments that failed, or that may or may not have been paid. */
export interface UnpaidWords {
  /** `somebodyPaid`: or somebody may have been. */
  failed(count: number, somebodyPaid: boolean): Omit<Advice, "icon">;
  failedInDryRun(count: number): Omit<Advice, "icon">;
  unknown(count: number): Omit<Advice, "icon">;
  /** Payments of a retry that were not made: the payout that it repeats had made them. */
  paidBefore(count: number): Omit<Advice, "icon">;
  /** Payments of a retry that were made although the payout that it repeats had made them as well. */
  paidTwice(paid: PaidTwice): Omit<Advice, "icon">;
  headline(facts: { readonly unknown: boolean }): string;
  /** Above the reasons and how often each stands. */
  readonly why: string;
  names(facts: { readonly all: boolean; readonly unknown: boolean }): string;
  /** A reason and for how many payments it stands. */
  counted(count: number, reason: string): string;
  /** Payments whose reasons are not listed. */
  moreReasons(count: number): string;
  /** Payments that are not named. */
  moreNames(count: number): string;
  /** Where they are listed, as the message itself says it, and as its thread does. */
  readonly inThread: string;
  readonly inThisThread: string;
  readonly workbook: Readonly<Record<WorkbookPlace, string>>;
}
