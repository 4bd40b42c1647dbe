import { createSheetReader, type SheetReaderOptions } from "../../adapters/sheet/sheet-reader.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import type { SheetCheck } from "../../domain/sheet/sheet-check.ts";
import { withFile } from "./with-file.ts";

export interface Reading {
  readonly check: SheetCheck;
  readonly payments: Payment[];
  readonly problems: string[];
  readonly warnings: string[];
}

/** Reads a file of these bytes; problems and warnings as `code@cell` for short. */
export function readBytes(
  bytes: Buffer | string,
  fileName = "sheet.xlsx",
  options: SheetReaderOptions = {},
): Promise<Reading> {
  return withFile(bytes, async (path) => {
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
  });
}

function nameOf(code: string, cell: string | undefined): string {
  return cell === undefined ? code : `${code}@${cell}`;
}
