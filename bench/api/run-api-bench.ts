import { runBench } from "../bench-run.ts";
import { markdownTable } from "../markdown-table.ts";
import { showSpread, spreadOf } from "../spread.ts";
import { type ApiResults, benchApi, type CallResult } from "./api-bench.ts";

const FULL = { payouts: 1_000, calls: 30 };
const QUICK = { payouts: 100, calls: 5 };
const HEADER = ["call", "calls", "wall, ms", "DynamoDB requests", "read units", "S3 requests"];
const MILLISECONDS = { divisor: 1, digits: 0 };

/** Asks the API what people ask, of a thousand payouts and of a million payments. */
export function runApiBench(quick: boolean): Promise<void> {
  return runBench({
    name: "api",
    quick,
    async measure(_folder, tell) {
      const results = await benchApi({ ...(quick ? QUICK : FULL), tell });
      return describe(results);
    },
  });
}

function describe({ calls, dynamoDb }: ApiResults): string {
  const getItem = showSpread(spreadOf(dynamoDb.getItemMs), { divisor: 1, digits: 1 });
  const query = showSpread(spreadOf(dynamoDb.queryChunkMs), MILLISECONDS);
  return [
    `Asked of the emulator alone, one GetItem takes ${getItem} ms and the Query of a chunk's 500 entries ${query} ms.`,
    "",
    markdownTable(HEADER, calls.map(tableRow)),
  ].join("\n");
}

function tableRow({ name, wallMs, asked }: CallResult): string[] {
  return [
    name,
    String(wallMs.length),
    showSpread(spreadOf(wallMs), MILLISECONDS),
    String(asked.dynamoDbRequests),
    String(asked.readUnits),
    String(asked.s3Requests),
  ];
}
