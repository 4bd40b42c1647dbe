import type { Worksheet } from "exceljs";
import * as z from "zod";

/** Lets the writer of a streamed worksheet wait for those who compress and upload it. */
export interface SheetIntake {
  /** Resolves when what was committed before the last call of this is taken. */
  taken(): Promise<void>;
}

interface Pipe {
  write(chunk: string, onTaken: () => void): unknown;
}

/** exceljs shows its streams to nobody; the zip's own intake of a sheet is one pipe down. */
const worksheetWriterSchema = z.object({
  stream: z.object({ pipes: z.tuple([z.custom<Pipe>(isPipe)]) }),
});

function isPipe(value: unknown): value is Pipe {
  return typeof value === "object" && value !== null && "write" in value;
}

/**
 * The intake of a worksheet of exceljs' streaming writer, which takes rows as fast as they come and
 * keeps in memory what the other end has no time for. An empty write behind them tells when they
 * are through. Sheets are zipped one after the other: commit one before the next is begun.
 * `taken` rejects when the signal is aborted.
 */
export function intakeOf(worksheet: Worksheet, signal: AbortSignal): SheetIntake {
  const [pipe] = worksheetWriterSchema.parse(worksheet).stream.pipes;
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => {});
  let lastTaken = Promise.resolve();
  return {
    async taken() {
      const before = lastTaken;
      lastTaken = new Promise((resolve) => pipe.write("", resolve));
      // Waiting for the one before keeps the compressor busy while the next rows are made.
      await Promise.race([before, aborted]);
    },
  };
}
