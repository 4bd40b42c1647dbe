import { setTimeout as delay } from "node:timers/promises";
import type { ReceiptAnswer } from "../../admin-api/schemas/receipt.ts";
import { type Command, type CommandContext, operand, required } from "../command.ts";

const LOOK_EVERY_MS = 1_000;

export const receiptCommand: Command = {
  usage: "<payoutId> [--all]",
  summary:
    "what a completed payout came to, and where sheet, ledger and the points API's books differ; --all has every payment looked up first; exits with 1 when anything differs",
  async run(context) {
    const { client, options } = context;
    const payoutId = operand(context, "payout's id");
    const receipt = options.all
      ? await compareAll(context, payoutId)
      : await client.receipt(payoutId);
    printReceipt(context, receipt);
    const { comparison } = receipt;
    return comparison?.state === "stopped" || (comparison?.findingCount ?? 0) > 0 ? 1 : 0;
  },
};

export const signCommand: Command = {
  usage: "<payoutId> --note <what you looked at>",
  summary:
    "sign the receipt of a payout that is not and never was yours, as it is shown then; it must have been compared (receipt --all), with nothing left to be checked",
  async run(context) {
    const { client } = context;
    const payoutId = operand(context, "payout's id");
    const note = required(context, "note");
    const { revision, comparison } = await client.receipt(payoutId);
    // Where nothing was compared yet there is no run, and the API says so.
    const run = comparison?.run ?? 1;
    printReceipt(context, await client.signReceipt(payoutId, { revision, run, note }));
    return 0;
  },
};

function printReceipt(
  { options, print, language }: Pick<CommandContext, "options" | "print" | "language">,
  receipt: ReceiptAnswer,
): void {
  const lines = options.json
    ? [JSON.stringify(receipt, undefined, 2)]
    : describeReceipt(receipt, language);
  for (const line of lines) print(line);
}

/** Waits until all were looked up, which takes as long as the rate demands. */
async function compareAll(
  { client, progress }: CommandContext,
  payoutId: string,
): Promise<ReceiptAnswer> {
  let receipt = await client.requestReceipt(payoutId);
  while (receipt.comparison?.state === "running") {
    const { counts, comparison } = receipt;
    progress.write(`\r${comparison.counted.sheet.payments} / ${counts.payments}`);
    await delay(LOOK_EVERY_MS);
    receipt = await client.receipt(payoutId);
  }
  progress.write("\n");
  return receipt;
}

function describeReceipt(
  receipt: ReceiptAnswer,
  language: CommandContext["language"],
): readonly string[] {
  const { payoutId, title, digest, createdBy, schedule, counts, points, comparison } = receipt;
  const { signOff } = receipt;
  const counted = comparison?.counted;
  const facts: (readonly [string, string | undefined])[] = [
    ["payoutId", payoutId],
    ["title", title],
    ["digest", digest],
    ["createdBy", createdBy.name],
    ["approvedBy", schedule.approvedBy?.name],
    ["finishedAt", receipt.finishedAt],
    ["paid", `${counts.paid} of ${counts.payments}, ${points.paid} of ${points.total} points`],
    ["compared", comparison && `${comparison.scope}, ${comparison.state}`],
    ["inBooks", counted && `${counted.inBooks.payments} of ${counted.compared.payments} looked up`],
    ["held", comparison?.held?.[language]],
    ["findings", comparison && String(comparison.findingCount)],
    ["signedBy", signOff && `${signOff.by.name}, ${signOff.at}: ${signOff.note}`],
    ["changedSinceSigned", signOff?.isCurrent === false ? "true" : undefined],
  ];
  const findings = comparison?.findings ?? [];
  return [
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}\t${value}`])),
    ...findings.map(({ row = "-", code, userId = "-", what, toDo }) =>
      [row, code, userId, what[language], toDo[language]].join("\t"),
    ),
  ];
}
