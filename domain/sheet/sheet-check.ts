import * as z from "zod";
import type { ExtraColumn } from "./extra-column.ts";
import { type Payment, paymentSchema } from "./payment.ts";
import { problemSchema } from "./problem.ts";
import type { RowDefaults } from "./row-defaults.ts";

/** At most this many problems or warnings are listed; all are counted. */
export const MAX_LISTED_PROBLEMS = 1000;
/** How many of the first payments a check shows. */
export const SAMPLE_PAYMENTS = 10;
/** How many of the largest payments a check shows. */
export const LARGEST_PAYMENTS = 5;

/** Of how many recipients, those who get the most, a check keeps what they get in all. */
export const LARGEST_RECIPIENTS = 200;

const recipientSchema = z.object({
  userId: z.string().min(1),
  row: z.int().positive(),
  points: z.int().positive(),
});
export type Recipient = z.infer<typeof recipientSchema>;

/** All that reading a sheet found. Stored beside the sheet, shown to the marketer. */
export const sheetCheckSchema = z.object({
  /** Payments read; with problems, those rows that were right. */
  payments: z.int().nonnegative(),
  totalPoints: z.int().nonnegative(),
  /** The points of the middle payment, within 2 %; absent without payments. */
  medianPoints: z.int().positive().optional(),
  /** `sha256:` and 64 hex digits over the canonical payments, whatever program saved the file. */
  digest: z.string(),
  /** The tab that was read; absent when none could be. */
  sheetName: z.string().optional(),
  /** Header texts as found, by the meaning they were given. */
  headers: z
    .object({
      ...{ userId: z.string(), points: z.string(), reason: z.string().optional() },
      /** Of the columns that the points API has a use for, by their names; absent where there is none. */
      extras: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  /** The column of the user ids, from 0; checks of earlier versions lack it. */
  userIdColumn: z.int().nonnegative().optional(),
  problems: z.array(problemSchema).max(MAX_LISTED_PROBLEMS),
  problemCount: z.int().nonnegative(),
  warnings: z.array(problemSchema).max(MAX_LISTED_PROBLEMS),
  warningCount: z.int().nonnegative(),
  sample: z.array(paymentSchema).max(SAMPLE_PAYMENTS),
  largest: z.array(paymentSchema).max(LARGEST_PAYMENTS),
  /**
   * Who gets the most, over all rows of a user, the most first; `row` is the first of them. Checks of
   * earlier versions lack it.
   */
  largestRecipients: z.array(recipientSchema).max(LARGEST_RECIPIENTS).optional(),
});

export type SheetCheck = z.infer<typeof sheetCheckSchema>;

/**
 * Reads a sheet file into payments, or every problem at once. The adapter reads zip, XML and CSV;
 * the rules are the domain's.
 */
export interface SheetReader {
  /**
   * Reads the file at `path`. `onPayment` is called for each good payment in row order, and
   * awaited, so that a consumer can write them out in flat memory; with problems in the sheet it
   * may have been called for some of them, so nothing may be paid before the check is known.
   * Never throws for what a file holds: that is a problem in the check.
   */
  read(file: {
    readonly path: string;
    /** The name the marketer knows it by; its ending is a hint, never the proof. */
    readonly fileName: string;
    readonly onPayment?: (payment: Payment) => Promise<void> | void;
    /** What the points API takes beside user, points and reason. */
    readonly columns?: readonly ExtraColumn[] | undefined;
    /** Of the payout: what its rows get that say nothing else. */
    readonly defaults?: RowDefaults | undefined;
    /** Of a payout that takes back: a list of what is to be taken back is what it reads. */
    readonly takesBack?: boolean | undefined;
  }): Promise<SheetCheck>;
}
