import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Command, operand } from "../command.ts";
import { describePayout } from "../describe-payout.ts";
import { UsageError } from "../read-arguments.ts";
import { RESTING_STATES, waitForPayout } from "../wait-for-payout.ts";

export const createCommand: Command = {
  usage:
    "<file> [--title <text>] [--points-api <name>] [--reason <text>] [--extra <name>=<value>] [--dry-run]",
  summary:
    "upload a sheet as a new payout, wait for its check and print it; with --dry-run it will pay nobody",
  async run(context) {
    const { client, options, language, print } = context;
    const file = operand(context, "file");
    const fileName = path.basename(file);
    const bytes = await readSheet(file);
    const { payoutId, upload } = await client.createPayout({
      title: options.title ?? fileName.replace(/\.[^.]+$/, ""),
      fileName,
      sizeBytes: bytes.byteLength,
      dryRun: options["dry-run"] || undefined,
      pointsApi: options["points-api"],
      defaults: defaultsIn(options),
    });
    await client.upload(upload, bytes, fileName);
    const until = ["ready", ...RESTING_STATES] as const;
    const payout = await waitForPayout(client, payoutId, { until });
    for (const line of options.json
      ? [JSON.stringify(payout, undefined, 2)]
      : describePayout(payout, language)) {
      print(line);
    }
    return payout.state === "ready" ? 0 : 1;
  },
};

/** What rows get that say nothing else themselves. */
function defaultsIn({ reason, extra }: Parameters<Command["run"]>[0]["options"]) {
  if (reason === undefined && extra === undefined) return undefined;
  return { reason, extras: extra && Object.fromEntries(extra) };
}

async function readSheet(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError(`The file ${file} can't be read.`, { cause });
  }
}
