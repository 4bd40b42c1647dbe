import { parseArgs } from "node:util";
import { runApiBench } from "./api/run-api-bench.ts";
import { runColdStartBench } from "./cold-start/run-cold-start-bench.ts";
import { runBulkBench } from "./distribution/run-bulk-bench.ts";
import { runMillionBench } from "./distribution/run-million-bench.ts";
import { runNoLimitBench } from "./distribution/run-no-limit-bench.ts";
import { runProfileBench } from "./distribution/run-profile-bench.ts";
import { runRateLimitBench } from "./distribution/run-rate-limit-bench.ts";
import { runReadersBench } from "./readers/run-readers-bench.ts";
import { runResultsBench } from "./result-workbook/run-results-bench.ts";
import { runHostileBench } from "./sheets/run-hostile-bench.ts";
import { runSheetsBench } from "./sheets/run-sheets-bench.ts";
import { runUploadBench } from "./upload/run-upload-bench.ts";

const BENCHES: Record<string, (quick: boolean) => Promise<void>> = {
  sheets: runSheetsBench,
  hostile: runHostileBench,
  upload: runUploadBench,
  results: runResultsBench,
  api: runApiBench,
  readers: runReadersBench,
  "cold-start": runColdStartBench,
  "rate-limit": runRateLimitBench,
  "no-limit": runNoLimitBench,
  "worker-profile": runProfileBench,
  million: runMillionBench,
  bulk: runBulkBench,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false } },
});
const names = positionals.length === 0 ? Object.keys(BENCHES) : positionals;
for (const name of names) {
  const bench = BENCHES[name];
  if (bench === undefined) {
    throw new TypeError(`No bench ${name}; there is: ${Object.keys(BENCHES).join(", ")}.`);
  }
  await bench(values.quick);
}
