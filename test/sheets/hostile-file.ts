import { buildWorkbook, HEADER, numberCell, textCell, workbookEntries } from "./workbook-xml.ts";
import { writeZip, type ZipEntry } from "./zip-writer.ts";

/** A file that is broken, or made to harm, and the one problem it must come to. */
export interface HostileFile {
  readonly name: string;
  readonly bytes: () => Buffer;
  readonly fileName?: string;
  readonly problem: string;
}

export const good = {
  rows: `${HEADER}<row r="2">${textCell("A2", "u1")}${numberCell("B2", 100)}</row>`,
};
export function changed(name: string, change: (entry: ZipEntry) => ZipEntry): Buffer {
  const entries = workbookEntries({ tabs: [good] });
  return writeZip(entries.map((entry) => (entry.name.endsWith(name) ? change(entry) : entry)));
}

export function withRows(rows: string): Buffer {
  return buildWorkbook({ tabs: [{ rows }] });
}
