import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { writeResultWorkbook } from "../../../adapters/workbook/result-workbook.ts";
import type { Language } from "../../../domain/language.ts";
import type { NamedPointsApi } from "../../../domain/payout/named-points-api.ts";
import type { PayoutIn } from "../../../domain/payout/payout.ts";
import type { Receipt } from "../../../domain/receipt/receipt.ts";
import type { SignedReceipt } from "../../../domain/receipt/view-receipt.ts";
import type { ResultRow } from "../../../domain/report/result-store.ts";
import type { ExtraColumn } from "../../../domain/sheet/extra-column.ts";
import { PAYOUT } from "./result-row.ts";

const WRITTEN_AT = "2026-11-21T01:05:00.000Z";

export interface ResultOptions {
  readonly language?: Language;
  readonly timeZone?: string;
  readonly payout?: PayoutIn<"distributing" | "completed">;
  readonly receipt?: Receipt;
  readonly signed?: SignedReceipt;
  readonly pointsApis?: readonly NamedPointsApi[];
  readonly columns?: readonly ExtraColumn[];
}

/** The result workbook of these rows; with the columns of the sheet where one is given. */
export async function resultOf(
  rows: readonly ResultRow[],
  sheet?: { readonly bytes: Uint8Array | string; readonly fileName?: string },
  {
    language = "ko",
    timeZone = "Asia/Seoul",
    payout = PAYOUT,
    pointsApis,
    columns = [],
    receipt,
    signed,
  }: ResultOptions = {},
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "paysheet-result-of-"));
  try {
    const path = join(folder, "sheet");
    if (sheet !== undefined) await writeFile(path, sheet.bytes);
    const output = new PassThrough();
    const source = {
      payout,
      rows: streamed(rows),
      file: sheet === undefined ? undefined : { path, fileName: sheet.fileName ?? "list.xlsx" },
    };
    const nowMs = () => Date.parse(WRITTEN_AT);
    const receiptOf = async () => receipt;
    const options = {
      language,
      timeZone,
      pointsApis,
      nowMs,
      receiptOf,
      columnsOf: () => columns,
      signedOf: async () => signed,
      temporaryDirectory: folder,
    };
    const [bytes] = await Promise.all([
      buffer(output),
      writeResultWorkbook(source, output, options),
    ]);
    return bytes;
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function* streamed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
