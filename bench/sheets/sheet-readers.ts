import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { nodeCommand, versionOf } from "../programs.ts";

const run = promisify(execFile);

/** A program that reads one file and reports, see report-reading.ts. */
export interface SheetReaderProgram {
  readonly name: string;
  readonly command: readonly string[];
  /** Rows beyond which one run must do, for minutes are too many to spend on five. */
  readonly onceBeyondRows: number;
  readonly readsCsv: boolean;
  readonly version: string;
}

const READERS = join(import.meta.dirname, "readers");
const NO_LIMIT = Number.POSITIVE_INFINITY;

function ours(name: string, program: string, readsCsv: boolean): SheetReaderProgram {
  const command = nodeCommand(join(READERS, program));
  return { name, command, onceBeyondRows: NO_LIMIT, readsCsv, version: "this commit" };
}

interface Peer {
  readonly name: string;
  readonly program: string;
  readonly package: string;
  readonly onceBeyondRows: number;
}

const PEERS: readonly Peer[] = [
  peer("exceljs, streaming", "exceljs-stream.ts", "exceljs"),
  peer("exceljs, whole", "exceljs-whole.ts", "exceljs", 100_000),
  peer("hucre, streaming", "hucre-stream.ts", "hucre"),
  peer("read-excel-file", "read-excel-file.ts", "read-excel-file", 100_000),
  peer("SheetJS", "sheetjs.ts", "xlsx"),
];

function peer(name: string, program: string, dependency: string, onceBeyondRows = NO_LIMIT): Peer {
  return { name, program, package: dependency, onceBeyondRows };
}

/** Ours first, then what people would use instead; those that are not installed are left out. */
export async function sheetReaders(tell: (line: string) => void): Promise<SheetReaderProgram[]> {
  const readers = [
    ours("Paysheet, all rules", "paysheet.ts", true),
    ours("Paysheet, rows only", "paysheet-rows.ts", false),
  ];
  for (const one of PEERS) {
    const reader = await peerReader(one);
    if (reader === undefined) tell(`${one.name} is left out: ${one.package} is not installed.`);
    else readers.push(reader);
  }
  const openpyxl = await openpyxlReader();
  if (openpyxl === undefined)
    tell("openpyxl is left out: python3 -c 'import openpyxl' fails here.");
  else readers.push(openpyxl);
  return readers;
}

async function peerReader(one: Peer): Promise<SheetReaderProgram | undefined> {
  const version = await versionOf(one.package);
  if (version === undefined) return undefined;
  const { name, program, onceBeyondRows } = one;
  const command = nodeCommand(join(READERS, program));
  return { name, command, onceBeyondRows, readsCsv: false, version };
}

async function openpyxlReader(): Promise<SheetReaderProgram | undefined> {
  try {
    const source = "import openpyxl; print(openpyxl.__version__)";
    const { stdout } = await run("python3", ["-c", source]);
    const program = join(READERS, "openpyxl-read-only.py");
    return {
      name: "openpyxl, read-only",
      command: ["python3", program],
      onceBeyondRows: 100_000,
      readsCsv: false,
      version: stdout.trim(),
    };
  } catch {
    return undefined;
  }
}
