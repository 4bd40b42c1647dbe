import { type FileHandle, open, readFile, truncate } from "node:fs/promises";
import { type JournalRecord, journalRecordSchema } from "./execution.ts";
import { createSerial } from "./serial.ts";

/** What happened to one execution, appended line by line. */
export interface Journal {
  /** Resolves once the record is on disk. */
  append(record: JournalRecord): Promise<void>;
  read(): Promise<JournalRecord[]>;
  /** Gives the file back; the next record opens it again. */
  close(): Promise<void>;
}

/** Appends to `path`, which is created when it is missing. */
export function openJournal(path: string): Journal {
  const serial = createSerial();
  let file: FileHandle | undefined;
  return {
    append: (record) =>
      serial(async () => {
        file ??= await open(path, "a");
        await file.appendFile(`${JSON.stringify(record)}\n`);
        await file.datasync();
      }),
    read: () => serial(() => readJournal(path)),
    close: () =>
      serial(async () => {
        await file?.close();
        file = undefined;
      }),
  };
}

/**
 * Reads a journal back. A last line that a crash left unfinished was never acknowledged: it is cut
 * off, so that the next record begins on a line of its own.
 */
export async function readJournal(path: string): Promise<JournalRecord[]> {
  const bytes = await readFile(path);
  const end = bytes.lastIndexOf("\n") + 1;
  if (end < bytes.length) await truncate(path, end);
  const lines = bytes.subarray(0, end).toString().split("\n").slice(0, -1);
  return lines.map((line) => journalRecordSchema.parse(JSON.parse(line)));
}
