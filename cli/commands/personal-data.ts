import { setTimeout as delay } from "node:timers/promises";
import type { ErasureAnswer } from "../../admin-api/schemas/personal-data.ts";
import { type Command, type CommandContext, operand, required } from "../command.ts";
import { describeErasure, isAllErased } from "../describe-erasure.ts";
import { UsageError } from "../read-arguments.ts";
import { pagingOf, printPage } from "./lists.ts";

const POLL_EVERY_MS = 500;
/** What takes longer goes on by itself, and asking again shows how far it is. */
const WAIT_MS = 10 * 60_000;

export const eraseCommand: Command = {
  usage: "<userId> --reason <text>",
  summary:
    "erase a user's id wherever it is kept, as an admin, and say what stays and why; ends with 1 while something is left to do (docs/personal-data.md)",
  async run(context) {
    const { client, language, options, print } = context;
    const userId = operand(context, "user's id");
    const begun = await client.eraseUser({ userId, reason: required(context, "reason") });
    const erasure = await waitUntilDone(context, begun);
    const lines = options.json
      ? [JSON.stringify(erasure, undefined, 2)]
      : describeErasure(erasure, language);
    for (const line of lines) print(line);
    return isAllErased(erasure) ? 0 : 1;
  },
};

async function waitUntilDone(
  { client }: CommandContext,
  begun: ErasureAnswer,
): Promise<ErasureAnswer> {
  const until = Date.now() + WAIT_MS;
  let erasure = begun;
  while (erasure.state === "running" && Date.now() < until) {
    await delay(POLL_EVERY_MS);
    erasure = await client.erasure(begun.userIdHash);
  }
  return erasure;
}

export const auditCommand: Command = {
  usage:
    "[--day <YYYY-MM-DD> | --payout <payoutId> | --search <userId>] [--limit <n>] [--cursor <cursor>]",
  summary:
    "show who downloaded, looked up or erased what, as an admin: of a day in UTC (today's when nothing is named), a payout, or a user",
  async run(context) {
    const { client, operands, options } = context;
    if (operands.length > 0) throw new UsageError("The command takes options only.");
    const { payout: payoutId, search: userId } = options;
    const isNamed = payoutId !== undefined || userId !== undefined;
    const day = options.day ?? (isNamed ? undefined : new Date().toISOString().slice(0, 10));
    const list = await client.accesses({ ...pagingOf(context), day, payoutId, userId });
    return printPage(context, list, (access) => {
      const { at, by, action, payoutId: of = "", userIdHash = "", reason = "" } = access;
      return [at, by.name, action, of, userIdHash, reason].join("\t");
    });
  },
};
