import { stat } from "node:fs/promises";
import { type Costs, costsOf } from "../costs.ts";
import { interleave } from "../interleave.ts";
import { type Outcome, outcomeOf } from "../outcome.ts";
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
  readonly outcome: Outcome<Read>;
}

interface Read extends Costs {
  /** Whether every run found every row and the sum of all points. */
  readonly complete: boolean;
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
      const done = await interleave({
        subjects: readers,
        turns: runs,
        run: (reader) => measureReading(reader, path),
        needsNoMore: ({ length }, reader) => length > 0 && rows > reader.onceBeyondRows,
      });
      for (const [reader, readings] of done) {
        const outcome = outcomeOf(readings, (good) => ({
          complete: good.every((one) => isComplete(one, rows)),
          ...costsOf(good),
        }));
        const about = { file, fileBytes, rows, reader: reader.name, runs: readings.length };
        results.push({ ...about, outcome });
      }
    }
  }
  return results;
}

function isComplete(found: Extract<Reading, { ok: true }>, rows: number): boolean {
  const written = benchTotals(rows);
  return found.rows === written.rows && found.points === written.points;
}
