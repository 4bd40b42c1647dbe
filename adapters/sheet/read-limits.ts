import { SheetUnreadableError } from "../../domain/sheet/sheet-unreadable.ts";

/** What a file may cost before it is refused. No sheet a person makes comes near these. */
export const LIMITS = {
  fileBytes: 100_000_000,
  zipEntries: 10_000,
  /** Unpacked size of one part; a million rows of ten columns take less. */
  partBytes: 600_000_000,
  /** Unpacked size of the parts that describe the workbook, other than rows and texts. */
  smallPartBytes: 64_000_000,
  /** Parts below this may be packed as tightly as they like. */
  ratioFreeBytes: 32_000_000,
  compressionRatio: 150,
  tabs: 1_000,
  rows: 1_048_576,
  columns: 16_384,
  /** Cells with or without content, over one tab. */
  cells: 20_000_000,
  cellCharacters: 32_767,
  sharedStrings: 4_000_000,
  sharedStringBytes: 128_000_000,
  mergedRanges: 100_000,
  /** Characters a parser may take in without meeting a tag. */
  tokenCharacters: 1_000_000,
  xmlDepth: 64,
  /** Excel allows 65,490 cell styles. */
  smallPartElements: 100_000,
  csvRecordCharacters: 1_000_000,
} as const;

/** Refuses the file; `limit` names what was exceeded, in numbers and few words. */
export function overLimit(limit: string): SheetUnreadableError {
  return new SheetUnreadableError({ code: "workbook_over_limits", details: { limit } });
}

export function damaged(why: string, cause?: unknown): SheetUnreadableError {
  return new SheetUnreadableError({ code: "workbook_damaged", details: { why } }, { cause });
}

/** For what other programs may read in another way than this one. */
export function unusual(why: string): SheetUnreadableError {
  return new SheetUnreadableError({ code: "workbook_unusual", details: { why } });
}

/** A stretch of time reading must not outlast. */
export interface TimeBudget {
  /** @throws {SheetUnreadableError} once the time is used up. */
  check(): void;
}

export function createTimeBudget(maxMs: number, nowMs: () => number): TimeBudget {
  const endMs = nowMs() + maxMs;
  return {
    check() {
      if (nowMs() > endMs) throw overLimit(`${Math.round(maxMs / 1000)} s`);
    },
  };
}
