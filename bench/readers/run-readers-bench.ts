import { runBench } from "../bench-run.ts";
import { markdownTable } from "../markdown-table.ts";
import { type Asked, countAMinute, type Reading, readingsOf } from "./readers-bench.ts";

const READERS = 100;
const HEADER = [
  ...["a hundred readers of a payout", "", "requests", "of them unchanged", "read units"],
  ...["write units", "S3 requests", "MB sent"],
];
const STATES = { distributing: "being paid", completed: "that is over" } as const;

/** What a minute costs in which a hundred people have a payout open. */
export function runReadersBench(quick: boolean): Promise<void> {
  return runBench({
    name: "readers",
    quick,
    async measure(_folder, tell) {
      const rows: string[][] = [];
      for (const state of ["distributing", "completed"] as const) {
        for (const reading of readingsOf(state)) {
          tell(`${state}, ${reading.name} …`);
          rows.push(tableRow(STATES[state], reading, await countAMinute(state, reading)));
        }
      }
      return markdownTable(HEADER, rows);
    },
  });
}

function tableRow(state: string, { name, readers }: Reading, asked: Asked): string[] {
  const ofAll = (count: number) => Math.round((count * READERS) / readers).toLocaleString("en-US");
  const { requests, known, readUnits, writeUnits, s3Requests, bytes } = asked;
  const megabytes = ((bytes * READERS) / readers / 1_000_000).toFixed(1);
  const counts = [requests, known, readUnits, writeUnits, s3Requests].map(ofAll);
  return [state, name, ...counts, megabytes];
}
