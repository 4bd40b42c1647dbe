import type { Payment } from "./payment.ts";
import type { SheetCheck } from "./sheet-check.ts";

/**
 * Reads a sheet file into payments, or every problem at once. Implemented over the zip, XML and
 * CSV readers; the rules are the domain's.
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
  }): Promise<SheetCheck>;
}
