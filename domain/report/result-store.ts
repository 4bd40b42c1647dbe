import type { LedgerEntry } from "../distribution/ledger.ts";
import type { Language } from "../language.ts";
import type { Payout } from "../payout/payout.ts";
import type { Payment } from "../sheet/payment.ts";

/** One line of the result workbook: a payment and what the ledger says of it. */
export interface ResultRow {
  readonly payment: Payment;
  /** Absent while nothing is written for it: `pending`. */
  readonly entry?: LedgerEntry | undefined;
}

/**
 * Where the same workbook stands in another language than the deployment's. Made of the key of the
 * workbook that it says the same as, so that one which is behind is never found.
 */
export function translatedKeyOf(resultKey: string, language: Language): string {
  return resultKey.replace(/\.xlsx$/, `.${language}.xlsx`);
}

/** Hands out links to result workbooks. */
export interface ResultLinks {
  /** A link that downloads the workbook for `expiresInSeconds`; undefined when it was deleted. */
  link(
    resultKey: string,
    download: {
      readonly fileName: string;
      readonly expiresInSeconds: number;
    },
  ): Promise<string | undefined>;
}

/** Writes result workbooks. */
export interface ResultStore {
  /**
   * Writes the workbook, reading `rows` as it goes so that memory stays flat, and returns its key.
   * Writing it again replaces it; once the payout has changed it gets another key, so that a slow
   * writer never replaces what a newer one wrote.
   */
  write(
    payout: Payout,
    rows: AsyncIterable<ResultRow>,
    /** A further one in that language, at {@link translatedKeyOf} the payout's; absent, the payout's own. */
    language?: Language,
  ): Promise<{
    readonly resultKey: string;
  }>;
}

/** Reads result workbooks, to attach them elsewhere. */
export interface ResultFiles {
  /** The workbook's bytes; undefined when it no longer exists or is larger than `maxBytes`. */
  read(resultKey: string, maxBytes: number): Promise<Uint8Array | undefined>;
}
