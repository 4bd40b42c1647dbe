import { reportCost } from "../report-cost.ts";

/** What a reader found in a file, for the bench to hold against what was written into it. */
export interface Found {
  readonly rows: number;
  readonly points: number;
}

/** One reading of the file named on the command line: what every reader program ends with. */
export function reportReading(read: (path: string) => Promise<Found>): Promise<void> {
  return reportCost((path) => {
    if (path === undefined) throw new TypeError("Name the file to read.");
    return read(path);
  });
}
