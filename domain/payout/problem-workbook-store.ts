import type { SheetCheck } from "../sheet/sheet-check.ts";
import type { SheetObject } from "./payout.ts";

/** Makes and keeps problem workbooks: the marketer's own sheet with its problems marked. */
export interface ProblemWorkbookStore {
  /**
   * Makes the workbook from the sheet's local copy and its check, and returns its key; nothing when
   * the sheet can't be read to its end. Writing it again replaces it.
   */
  write(
    sheet: SheetObject,
    file: { readonly path: string; readonly fileName: string },
    check: SheetCheck,
  ): Promise<string | undefined>;
}

/** Hands out links to problem workbooks. */
export interface ProblemWorkbookLinks {
  /** A link that downloads the workbook for `expiresInSeconds`; undefined when it was deleted. */
  link(
    key: string,
    download: { readonly fileName: string; readonly expiresInSeconds: number },
  ): Promise<string | undefined>;
}
