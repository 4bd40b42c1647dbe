import * as z from "zod";
import { type Measured, measureProgram } from "../measure-program.ts";
import type { SheetReaderProgram } from "./sheet-readers.ts";

const foundSchema = z.object({ rows: z.int(), points: z.number() });

export type Reading = Measured<z.infer<typeof foundSchema>>;

/** One reading in a process of its own. A reader that fails is a result, not an error. */
export function measureReading(
  reader: Pick<SheetReaderProgram, "command">,
  path: string,
): Promise<Reading> {
  return measureProgram([...reader.command, path], foundSchema);
}
