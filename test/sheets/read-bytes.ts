import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSheetReader, type SheetReaderOptions } from "../../adapters/sheet/sheet-reader.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import type { SheetCheck } from "../../domain/sheet/sheet-check.ts";

export interface Reading {
  readonly check: SheetCheck;
  readonly payments: Payment[];
  readonly problems: string[];
  readonly warnings: string[];
}

/** Reads a file of these bytes; problems and warnings as `code@cell` for short. */
export async function readBytes(
  bytes: Buffer | string,
  fileName = "sheet.xlsx",
  options: SheetReaderOptions = {},
): Promise<Reading> {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-sheet-"));
  try {
    const path = join(folder, "upload");
    await writeFile(path, bytes);
    const payments: Payment[] = [];
    const check = await createSheetReader(options).read({
      path,
      fileName,
      onPayment: (payment) => void payments.push(payment),
    });
    return {
      check,
      payments,
      problems: check.problems.map(({ code, cell }) => nameOf(code, cell)),
      warnings: check.warnings.map(({ code, cell }) => nameOf(code, cell)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function nameOf(code: string, cell: string | undefined): string {
  return cell === undefined ? code : `${code}@${cell}`;
}
