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
  /** Over the cells of one row: rows are held in memory whole. */
  rowCharacters: 1_000_000,
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

/** What all parts and tabs together may cost, each as often as it is read. */
const WORK_LIMITS = {
  bytes: 1_200_000_000,
  rows: 8_388_608,
  cells: 40_000_000,
  /** Those that the XML parser sees; ordinary rows go around it. */
  elements: 45_000_000,
  /** Of those, what is neither a row nor a cell nor its value: layout, links, fonts of runs. */
  otherElements: 10_000_000,
  /** Rows with content. */
  filledRows: Number.POSITIVE_INFINITY,
  /** Of texts, as often as cells show them. */
  characters: Number.POSITIVE_INFINITY,
};

/**
 * What a file may cost for each of its bytes, and besides. Rows of payments take several bytes
 * each, however well they are packed, and their texts are packed a few hundredfold at most; a small file
 * that comes to more was made to keep us busy.
 */
const WORK_A_BYTE = {
  bytes: { besides: 16_000_000, each: 1_000 },
  characters: { besides: 4_000_000, each: 500 },
  filledRows: { besides: 20_000, each: 2 },
} as const;

/** The limit's name for marketers, where it is another. */
const WORDS: Readonly<Partial<Record<string, string>>> = {
  filledRows: "rows in so small a file",
  otherElements: "other elements",
};

type Work = Readonly<Partial<typeof WORK_LIMITS>>;
const KINDS_OF_WORK: readonly (keyof Work)[] = [
  "bytes",
  "rows",
  "cells",
  "elements",
  "otherElements",
  "filledRows",
  "characters",
];

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

/** The time that reading may take, and the work. */
export interface TimeBudget {
  /** @throws {SheetUnreadableError} once the time is used up. */
  check(): void;
  /**
   * The same, to be called for every row: what few rows may take is bounded, so that the clock, which
   * costs as much as a cell, is read for one row of {@link ROWS_A_LOOK}.
   */
  checkRow(): void;
  /**
   * Counts work that was done on XML.
   * @throws {SheetUnreadableError} when it is more than any sheet takes.
   */
  spend(work: Work): void;
  /** Bounds the work by the size of the file, as {@link WORK_A_BYTE} says. */
  boundBy(fileBytes: number): void;
}

const ROWS_A_LOOK = 16;

export function createTimeBudget(maxMs: number, nowMs: () => number): TimeBudget {
  const endMs = nowMs() + maxMs;
  const check = () => {
    if (nowMs() > endMs) throw overLimit(`${Math.round(maxMs / 1000)} s`);
  };
  let rows = 0;
  const limits = { ...WORK_LIMITS };
  const spent: Record<keyof Work, number> = {
    bytes: 0,
    rows: 0,
    cells: 0,
    elements: 0,
    otherElements: 0,
    filledRows: 0,
    characters: 0,
  };
  return {
    spend(work) {
      for (const kind of KINDS_OF_WORK) {
        spent[kind] += work[kind] ?? 0;
        if (spent[kind] <= limits[kind]) continue;
        throw overLimit(`${limits[kind].toLocaleString("en-US")} ${WORDS[kind] ?? kind} to read`);
      }
    },
    boundBy(fileBytes) {
      for (const kind of ["bytes", "characters", "filledRows"] as const) {
        const { besides, each } = WORK_A_BYTE[kind];
        limits[kind] = Math.min(limits[kind], besides + each * fileBytes);
      }
    },
    check,
    checkRow() {
      rows += 1;
      if (rows % ROWS_A_LOOK === 0) check();
    },
  };
}
