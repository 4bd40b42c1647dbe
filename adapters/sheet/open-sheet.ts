import { withCommasAsMarked } from "../../domain/sheet/comma-mark.ts";
import type { RawSheet } from "../../domain/sheet/raw-sheet.ts";
import { SheetUnreadableError } from "../../domain/sheet/sheet-unreadable.ts";
import { openCsv } from "./csv/open-csv.ts";
import { readFileKind } from "./file-kind.ts";
import type { TimeBudget } from "./read-limits.ts";
import { openWorkbook } from "./xlsx/open-workbook.ts";
import { openZipParts } from "./xlsx/zip-parts.ts";

/** A file on this machine, and the name the marketer knows it by. */
export interface SheetFile {
  readonly path: string;
  readonly fileName: string;
}

/**
 * Opens a sheet file, told by its content, for as long as `use` takes.
 * @throws {SheetUnreadableError} when it can't be read, at once or on the way
 */
export async function withOpenSheet<T>(
  file: SheetFile,
  budget: TimeBudget,
  use: (sheet: RawSheet) => Promise<T>,
): Promise<T> {
  const kind = await readFileKind(file.path, file.fileName);
  if (kind.kind === "refused") throw new SheetUnreadableError(kind.finding);
  if (kind.kind === "text") return use(await openCsv(file.path, kind.ending, budget));
  budget.boundBy(kind.fileBytes);
  const parts = await openZipParts(file.path);
  try {
    return await use(withCommasAsMarked(await openWorkbook(parts, budget)));
  } finally {
    parts.close();
  }
}
