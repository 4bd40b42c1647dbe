import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createAdminApiClient, requestLocalToken } from "../../cli/admin-api-client.ts";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import { FREE_PORTS, readStackSettings } from "../../local/stack/stack-settings.ts";
import { startStack } from "../../local/stack/start-stack.ts";
import { runBench } from "../bench-run.ts";
import { markdownTable } from "../markdown-table.ts";
import { buildFiles } from "../sheets/build-files.ts";
import { WORKBOOK_FORMS } from "../sheets/workbook-forms.ts";
import { showSpread, spreadOf } from "../spread.ts";

const ROWS = 10_000;
const FULL_RUNS = 20;
const QUICK_RUNS = 5;
const POLL_EVERY_MS = 10;
const HEADER = ["payments", "uploads", "first, s", "the others, s"];

/** From the start of an upload to `ready`, on the local stack, as a client of the API sees it. */
export function runUploadBench(quick: boolean): Promise<void> {
  return runBench({
    name: "upload",
    quick,
    async measure(folder, tell) {
      const files = await buildFiles(folder, WORKBOOK_FORMS.slice(0, 1), ROWS);
      const bytes = await readFile(files.get("Excel") ?? "");
      tell(`Uploading ${ROWS.toLocaleString("en-US")} rows to the local stack, over and over …`);
      const times = await uploadTimesMs(folder, bytes, quick ? QUICK_RUNS : FULL_RUNS);
      return describe(times);
    },
  });
}

async function uploadTimesMs(folder: string, bytes: Buffer, runs: number): Promise<number[]> {
  const settings = readStackSettings({ ...FREE_PORTS, DATA_DIR: join(folder, "data") });
  const stack = await startStack(settings, () => undefined);
  try {
    const token = await requestLocalToken(stack.origin, "marketer");
    const client = createAdminApiClient({ baseUrl: stack.origin, token });
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const fileName = `${run}.xlsx`;
      const about = { title: `upload ${run}`, fileName, sizeBytes: bytes.length };
      const { payoutId, upload } = await client.createPayout(about);
      const startMs = performance.now();
      await client.upload(upload, bytes, fileName);
      const wait = { until: ["ready", "invalid"], pollEveryMs: POLL_EVERY_MS } as const;
      const payout = await waitForPayout(client, payoutId, wait);
      times.push(performance.now() - startMs);
      if (payout.state !== "ready") throw new Error(`The payout came to be ${payout.state}.`);
    }
    return times;
  } finally {
    await stack.close();
  }
}

function describe([first = 0, ...others]: readonly number[]): string {
  const seconds = { divisor: 1_000, digits: 2 };
  const spread = spreadOf(others);
  const within = others.filter((ms) => ms < 1_000).length;
  return [
    `${within} of ${others.length} uploads after the first took less than a second.`,
    "",
    markdownTable(HEADER, [
      [
        ROWS.toLocaleString("en-US"),
        String(others.length + 1),
        (first / 1_000).toFixed(2),
        showSpread(spread, seconds),
      ],
    ]),
  ].join("\n");
}
