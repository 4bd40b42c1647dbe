import { join } from "node:path";
import { nodeCommand, versionOf } from "../programs.ts";

/** A program that writes one workbook and reports, see report-writing.ts. */
export interface ResultWriterProgram {
  readonly name: string;
  readonly command: readonly string[];
  /** Payments beyond which one run must do, for it ends out of memory or says nothing new. */
  readonly onceBeyondPayments: number;
  readonly version: string;
}

const NO_LIMIT = Number.POSITIVE_INFINITY;

const OURS = [
  ours("Paysheet", "paysheet.ts", NO_LIMIT),
  ours("Paysheet, the sheet gone", "paysheet-without-sheet.ts", 100_000),
];

const PEERS = [
  { name: "exceljs, whole", program: "exceljs-whole.ts", package: "exceljs" },
  { name: "SheetJS", program: "sheetjs.ts", package: "xlsx" },
];

/** Ours first, then what people would use instead; those that are not installed are left out. */
export async function resultWriters(tell: (line: string) => void): Promise<ResultWriterProgram[]> {
  const writers = [...OURS];
  for (const { name, program, package: dependency } of PEERS) {
    const version = await versionOf(dependency);
    if (version === undefined) tell(`${name} is left out: ${dependency} is not installed.`);
    else writers.push({ name, command: node(program), onceBeyondPayments: 100_000, version });
  }
  return writers;
}

function ours(name: string, program: string, onceBeyondPayments: number): ResultWriterProgram {
  return { name, command: node(program), onceBeyondPayments, version: "this commit" };
}

function node(program: string): string[] {
  return nodeCommand(join(import.meta.dirname, "writers", program));
}
