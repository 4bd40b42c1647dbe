import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createSheetReader,
  type SheetReaderOptions,
} from "../../../adapters/sheet/sheet-reader.ts";
import { writeProblemWorkbookFile } from "../../../adapters/workbook/problem-workbook.ts";
import type { Language } from "../../../domain/language.ts";

/** The problem workbook of a sheet file as it is made after its check; nothing when it can't be. */
export async function problemWorkbookOf(
  bytes: Buffer | string,
  fileName = "sheet.xlsx",
  { language = "ko", ...reading }: SheetReaderOptions & { readonly language?: Language } = {},
): Promise<Buffer | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-problems-"));
  try {
    const file = { path: join(folder, "upload"), fileName };
    const target = join(folder, "problems.xlsx");
    await writeFile(file.path, bytes);
    const check = await createSheetReader(reading).read(file);
    const options = { language, nowMs: () => 0 };
    const isWritten = await writeProblemWorkbookFile(file, check, target, options);
    return isWritten ? await readFile(target) : undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
