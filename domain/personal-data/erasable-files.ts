import type { SheetObject } from "../payout/payout.ts";
import type { Payment } from "../sheet/payment.ts";

/** The files of a payout, with every version that is kept of them. */
export interface ErasableFiles {
  /** Every version of its sheet that is kept. */
  sheets(payoutId: string): Promise<readonly SheetObject[]>;
  /**
   * Deletes every version of its sheet, check, problem workbook and result workbooks for good, and
   * says how many those were.
   */
  deleteAll(payoutId: string): Promise<number>;
  /**
   * Puts other payments in the place of a chunk and deletes what stood there for good; says how many
   * versions those were.
   */
  replaceChunk(payoutId: string, chunk: number, payments: readonly Payment[]): Promise<number>;
}

/** Looks for text in a sheet file, whatever it was checked to be. */
export interface SheetSearch {
  /** Whether a cell of any tab holds such text; undefined when the file can't be read. */
  holds(
    file: { readonly path: string; readonly fileName: string },
    isWanted: (text: string) => boolean,
  ): Promise<boolean | undefined>;
}
