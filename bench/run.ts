import { parseArgs } from "node:util";
import { runHostileBench } from "./sheets/run-hostile-bench.ts";
import { runSheetsBench } from "./sheets/run-sheets-bench.ts";
import { runUploadBench } from "./upload/run-upload-bench.ts";

const BENCHES: Record<string, (quick: boolean) => Promise<void>> = {
  sheets: runSheetsBench,
  hostile: runHostileBench,
  upload: runUploadBench,
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
