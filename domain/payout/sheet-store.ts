import type { SheetCheck } from "../sheet/sheet-check.ts";
import type { SheetObject } from "./payout.ts";

/** A browser form that uploads one sheet straight to the store. */
export interface UploadForm {
  readonly url: string;
  /** To be sent before the `file` field, in this order. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Where sheets are uploaded to, kept for good, and read from by version. */
export interface SheetStore {
  /** A form that takes one file of exactly up to `maxBytes`, valid for `expiresInSeconds`. */
  uploadForm(request: {
    readonly key: string;
    readonly maxBytes: number;
    readonly expiresInSeconds: number;
  }): Promise<UploadForm>;
  /**
   * Downloads that version to a local file, for random access, and removes it afterwards.
   * @throws {SheetMissingError} when the version does not exist.
   */
  withLocalCopy<T>(sheet: SheetObject, use: (path: string) => Promise<T>): Promise<T>;
}

/** Lets people download sheets as they were uploaded. */
export interface SheetLinks {
  /** A link to that version that works for so long; undefined when it was deleted. */
  link(
    sheet: SheetObject,
    download: { readonly fileName: string; readonly expiresInSeconds: number },
  ): Promise<string | undefined>;
}

/** Takes the sheets that the system makes itself. */
export interface SheetSink {
  /** Puts a sheet as if it were uploaded to `key`: its check begins by itself. */
  put(key: string, sheet: Uint8Array): Promise<void>;
}

/** Where the whole result of a check is kept; too large for the payout itself. */
export interface CheckStore {
  save(sheet: SheetObject, check: SheetCheck): Promise<void>;
  get(sheet: SheetObject): Promise<SheetCheck | undefined>;
}

export class SheetMissingError extends Error {
  override readonly name = "SheetMissingError";
  constructor(sheet: SheetObject, options?: ErrorOptions) {
    super(`Version ${sheet.versionId} of ${sheet.key} does not exist in the sheet store.`, options);
  }
}
