import { stat } from "node:fs/promises";
import { type Spread, spreadOf } from "../spread.ts";
import { benchTotals } from "./bench-rows.ts";
import { buildFiles } from "./build-files.ts";
import { measureReading, type Reading } from "./measure-reading.ts";
import type { SheetReaderProgram } from "./sheet-readers.ts";
import type { WorkbookForm } from "./workbook-forms.ts";

export interface SheetsPlan {
  readonly folder: string;
  readonly readers: readonly SheetReaderProgram[];
  readonly forms: readonly WorkbookForm[];
  /** How often each reader reads a file of so many rows. */
  readonly sizes: readonly { readonly rows: number; readonly runs: number }[];
  tell(line: string): void;
}

/** What one reader took for one file. */
export interface SheetsResult {
  readonly file: string;
  readonly fileBytes: number;
  readonly rows: number;
  readonly reader: string;
  readonly runs: number;
  readonly outcome:
    | {
        readonly ok: true;
        /** Whether every run found every row and the sum of all points. */
        readonly complete: boolean;
        readonly wallMs: Spread;
        readonly userCpuMs: Spread;
        readonly peakRssMb: Spread;
      }
    | { readonly ok: false; readonly why: string };
}

/** Builds the files and has every reader read each, in turns, so that all share good and bad times. */
export async function benchSheets(plan: SheetsPlan): Promise<SheetsResult[]> {
  const results: SheetsResult[] = [];
  for (const { rows, runs } of plan.sizes) {
    plan.tell(`Building files of ${rows.toLocaleString("en-US")} rows …`);
    const files = await buildFiles(plan.folder, plan.forms, rows);
    for (const [file, path] of files) {
      plan.tell(`Reading ${file}, ${rows.toLocaleString("en-US")} rows, ${runs} times …`);
      const { size: fileBytes } = await stat(path);
      const readers = plan.readers.filter((one) => file !== "csv" || one.readsCsv);
      for (const [reader, readings] of await takeTurns(readers, { path, rows, runs })) {
        const outcome = summarise(readings, rows);
        const about = { file, fileBytes, rows, reader: reader.name, runs: readings.length };
        results.push({ ...about, outcome });
      }
    }
  }
  return results;
}

async function takeTurns(
  readers: readonly SheetReaderProgram[],
  file: { readonly path: string; readonly rows: number; readonly runs: number },
): Promise<Map<SheetReaderProgram, Reading[]>> {
  const readings = new Map(readers.map((reader): [SheetReaderProgram, Reading[]] => [reader, []]));
  for (let turn = 0; turn < file.runs; turn += 1) {
    for (const [reader, list] of readings) {
      if (turn > 0 && file.rows > reader.onceBeyondRows) continue;
      list.push(await measureReading(reader, file.path));
    }
  }
  return readings;
}

function summarise(readings: readonly Reading[], rows: number): SheetsResult["outcome"] {
  const failed = readings.find((one) => !one.ok);
  if (failed !== undefined && !failed.ok) return { ok: false, why: failed.why };
  const good = readings.filter((one) => one.ok);
  const written = benchTotals(rows);
  return {
    ok: true,
    complete: good.every((one) => one.rows === written.rows && one.points === written.points),
    wallMs: spreadOf(good.map((one) => one.wallMs)),
    userCpuMs: spreadOf(good.map((one) => one.userCpuMs)),
    peakRssMb: spreadOf(good.map((one) => one.peakRssMb)),
  };
}
