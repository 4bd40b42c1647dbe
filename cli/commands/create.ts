import { readFile } from "node:fs/promises";
import path from "node:path";
import type { CreatePayoutBody } from "../../admin-api/schemas/requests.ts";
import { type Command, type CommandContext, operand, required } from "../command.ts";
import { describePayout } from "../describe-payout.ts";
import { UsageError } from "../read-arguments.ts";
import { RESTING_STATES, waitForPayout } from "../wait-for-payout.ts";

export const createCommand: Command = {
  usage:
    "<file> [--title <text>] [--like <payoutId>] [--points-api <name>] [--reason <text>] [--extra <name>=<value>] [--dry-run]",
  summary:
    "upload a sheet as a new payout, wait for its check and print it; with --dry-run it will pay nobody, --like takes title and settings of an earlier one, with the next month in its title",
  async run(context) {
    const { client } = context;
    const sheet = await readSheet(operand(context, "file"));
    const { bytes, ...file } = sheet;
    const settings = await settingsOf(context, file.fileName.replace(/\.[^.]+$/, ""));
    const { payoutId, upload } = await client.createPayout({ ...settings, ...file });
    await client.upload(upload, bytes, file.fileName);
    return await showChecked(context, payoutId);
  },
};

export const replaceCommand: Command = {
  usage: "<file> --payout <payoutId>",
  summary:
    "give a draft of yours another file, wait for its check and print it; the one before stays in the audit trail",
  async run(context) {
    const { client } = context;
    const payoutId = required(context, "payout");
    const { bytes, ...file } = await readSheet(operand(context, "file"));
    const { upload } = await client.replaceSheet(payoutId, file);
    await client.upload(upload, bytes, file.fileName);
    return await showChecked(context, payoutId);
  },
};

/** Once it is checked. */
async function showChecked(
  { client, options, language, print }: CommandContext,
  payoutId: string,
): Promise<number> {
  const until = ["ready", ...RESTING_STATES] as const;
  const payout = await waitForPayout(client, payoutId, { until });
  for (const line of options.json
    ? [JSON.stringify(payout, undefined, 2)]
    : describePayout(payout, language)) {
    print(line);
  }
  return payout.state === "ready" ? 0 : 1;
}

/** What is written goes before what the other one has. */
async function settingsOf(
  { client, options }: CommandContext,
  nameOfFile: string,
): Promise<Omit<CreatePayoutBody, "fileName" | "sizeBytes">> {
  const like = options.like === undefined ? undefined : await client.copy(options.like);
  return {
    title: options.title ?? like?.title ?? nameOfFile,
    dryRun: options["dry-run"] || like?.dryRun,
    pointsApi: options["points-api"] ?? like?.pointsApi,
    defaults: defaultsIn(options) ?? like?.defaults,
    plan: like?.plan,
  };
}

/** What rows get that say nothing else themselves. */
function defaultsIn({ reason, extra }: CommandContext["options"]) {
  if (reason === undefined && extra === undefined) return undefined;
  return { reason, extras: extra && Object.fromEntries(extra) };
}

async function readSheet(file: string) {
  try {
    const bytes = await readFile(file);
    return { bytes, fileName: path.basename(file), sizeBytes: bytes.byteLength };
  } catch (cause) {
    throw new UsageError(`The file ${file} can't be read.`, { cause });
  }
}
