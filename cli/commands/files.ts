import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { type Command, operand } from "../command.ts";

export const reportCommand: Command = {
  usage: "<payoutId> [--output <file>] [--language ko|en]",
  summary: "download the result workbook of a completed payout",
  async run(context) {
    const payoutId = operand(context, "payout's id");
    const file = context.options.output ?? `${payoutId}-result.xlsx`;
    const language = context.options.language ?? context.language;
    await writeFile(file, await context.client.report(payoutId, language));
    context.print(file);
    return 0;
  },
};

export const sheetCommand: Command = {
  usage: "<payoutId> [--output <file>]",
  summary: "download the sheet of a payout as it was uploaded",
  async run(context) {
    const payoutId = operand(context, "payout's id");
    const { client, options } = context;
    // Not by its own name alone: a file of that name here may have been changed since.
    const { fileName } = await client.payout(payoutId);
    const file = options.output ?? `${payoutId}-${basename(fileName)}`;
    await writeFile(file, await client.sheet(payoutId));
    context.print(file);
    return 0;
  },
};

export const problemsCommand: Command = {
  usage: "<payoutId> [--output <file>]",
  summary: "download the sheet of an invalid payout with its problems marked",
  async run(context) {
    const payoutId = operand(context, "payout's id");
    const file = context.options.output ?? `${payoutId}-problems.xlsx`;
    await writeFile(file, await context.client.problemWorkbook(payoutId));
    context.print(file);
    return 0;
  },
};

export const templateCommand: Command = {
  usage: "[--output <file>] [--language ko|en]",
  summary: "download the .xlsx to fill in",
  async run({ client, options, language, print }) {
    const file = options.output ?? "paysheet-template.xlsx";
    await writeFile(file, await client.template(options.language ?? language));
    print(file);
    return 0;
  },
};
