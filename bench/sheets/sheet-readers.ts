import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

/** A program that reads one file and reports, see report-reading.ts. */
export interface SheetReaderProgram {
  readonly name: string;
  readonly command: readonly string[];
  /** Rows beyond which it runs out of memory or patience. */
  readonly maxRows: number;
  /** Rows beyond which one run must do, for minutes are too many to spend on five. */
  readonly onceBeyondRows: number;
  readonly readsCsv: boolean;
  readonly version: string;
}

const packageSchema = z.object({ version: z.string() });

function nodeReader(
  name: string,
  program: string,
  about: { readonly package?: string; readonly maxRows?: number; readonly readsCsv?: boolean } = {},
): SheetReaderProgram {
  const { package: dependency, maxRows = Number.POSITIVE_INFINITY, readsCsv = false } = about;
  const require = createRequire(import.meta.url);
  const version =
    dependency === undefined
      ? "this commit"
      : packageSchema.parse(require(`${dependency}/package.json`)).version;
  const command = [process.execPath, join(import.meta.dirname, "readers", program)];
  return { name, command, maxRows, onceBeyondRows: Number.POSITIVE_INFINITY, readsCsv, version };
}

/** Ours first, then what people would use instead; those that are not installed are left out. */
export async function sheetReaders(tell: (line: string) => void): Promise<SheetReaderProgram[]> {
  const readers = [
    nodeReader("Paysheet, all rules", "paysheet.ts", { readsCsv: true }),
    nodeReader("Paysheet, rows only", "paysheet-rows.ts"),
    nodeReader("exceljs, streaming", "exceljs-stream.ts", { package: "exceljs" }),
    nodeReader("exceljs, whole", "exceljs-whole.ts", { package: "exceljs", maxRows: 100_000 }),
    nodeReader("SheetJS", "sheetjs.ts", { package: "xlsx" }),
  ];
  const openpyxl = await openpyxlReader();
  if (openpyxl === undefined)
    tell("openpyxl is left out: python3 -c 'import openpyxl' fails here.");
  else readers.push(openpyxl);
  return readers;
}

async function openpyxlReader(): Promise<SheetReaderProgram | undefined> {
  try {
    const source = "import openpyxl; print(openpyxl.__version__)";
    const { stdout } = await run("python3", ["-c", source]);
    const program = join(import.meta.dirname, "readers", "openpyxl-read-only.py");
    return {
      name: "openpyxl, read-only",
      command: ["python3", program],
      maxRows: Number.POSITIVE_INFINITY,
      onceBeyondRows: 100_000,
      readsCsv: false,
      version: stdout.trim(),
    };
  } catch {
    return undefined;
  }
}
