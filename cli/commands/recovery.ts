import type { PaymentAnswer } from "../../admin-api/schemas/payment.ts";
import { type Command, type CommandContext, operand, required } from "../command.ts";
import { UsageError } from "../read-arguments.ts";
import { showResult } from "./change.ts";
import { stateOf, waitsMark } from "./lists.ts";

export const stopCommand: Command = {
  usage: "<payoutId> [--reason <text>]",
  summary: "stop paying, now; what is under way is recorded",
  run: (context) =>
    showResult(context, (payoutId) => context.client.stop(payoutId, context.options.reason)),
};

export const resumeCommand: Command = {
  usage: "<payoutId> [--reason <text>]",
  summary: "go on with a payout that is paused or halted; nobody is paid again",
  run: (context) =>
    showResult(context, (payoutId) => context.client.resume(payoutId, context.options.reason)),
};

export const endCommand: Command = {
  usage: "<payoutId> --reason <text>",
  summary:
    "close a payout that is paused or halted, for good; what was not asked for yet is withdrawn",
  run: (context) =>
    showResult(context, (payoutId) => context.client.end(payoutId, required(context, "reason"))),
};

export const retryCommand: Command = {
  usage: "<payoutId> [--rows <12,31-33>]",
  summary: "make a new payout of the rejected and withdrawn payments, all or those of some rows",
  run: (context) =>
    showResult(context, (payoutId) => context.client.retry(payoutId, context.options.rows)),
};

export const reverseCommand: Command = {
  usage: "<payoutId> --reason <text> [--rows <12,31-33>]",
  summary:
    "make a new payout that takes back what was paid, all or that of some rows; a second person approves it",
  run: (context) =>
    showResult(context, (payoutId) => {
      const { rows } = context.options;
      const named = rows === undefined ? {} : { rows: [...rows] };
      return context.client.reverse(payoutId, { ...named, reason: required(context, "reason") });
    }),
};

/** What a word may come to that is not left unheard. */
const DONE: readonly string[] = ["settled", "proposed", "taken_back"];

export const resolveCommand: Command = {
  usage:
    "<payoutId> <row> | --rows <12,31-33> | --all [--search <user>] [--proposed] [--state <state>] --total <points> --as paid|not_paid|unknown --note <text>",
  summary:
    "settle a payment that is unknown, or many, and say how you know; not_paid takes two people, unknown takes it back; --all settles those that match, whose points in all --total repeats by hand",
  async run(context) {
    const { client, operands, options, print } = context;
    if (options.all) return await resolveMatching(context);
    if (options.rows !== undefined) return await resolveRows(context, options.rows);
    const [payoutId, row, ...more] = operands;
    if (payoutId === undefined || row === undefined || more.length > 0) {
      throw new UsageError("The command needs a payout's id and a row.");
    }
    if (!/^[1-9]\d*$/.test(row)) throw new UsageError(`"${row}" is not the number of a row.`);
    const payment = await client.resolve(payoutId, Number(row), {
      as: required(context, "as"),
      note: required(context, "note"),
    });
    const { userId, points, state } = payment;
    print(
      options.json
        ? JSON.stringify(payment, undefined, 2)
        : [payment.row, userId, points, state, ...waitsMark(payment)].join("\t"),
    );
    return 0;
  },
};

/** Ends with 1 when some were left as they are. */
async function resolveRows(context: CommandContext, rows: readonly number[]): Promise<number> {
  const { client, options, print } = context;
  const { payments, ...counts } = await client.resolveMany(operand(context, "payout's id"), {
    rows: [...rows],
    as: required(context, "as"),
    note: required(context, "note"),
  });
  if (options.json) print(JSON.stringify({ ...counts, payments }, undefined, 2));
  for (const { row, userId = "", outcome, state = "" } of options.json ? [] : payments) {
    print([row, userId, outcome, state].join("\t"));
  }
  return payments.every(({ outcome }) => DONE.includes(outcome)) ? 0 : 1;
}

/** The API lists no more at once, and takes some more. */
const LISTED_A_CALL = 200;
const SETTLED_A_CALL = 1_000;

/**
 * Says how many match and what they come to, and settles them once that total was repeated by hand. Broken
 * off half way, it can be said again: what was settled stays as it is.
 */
async function resolveMatching(context: CommandContext): Promise<number> {
  const { options, progress } = context;
  const matching = await paymentsThatMatch(context);
  const total = matching.reduce((sum, { points }) => sum + points, 0);
  progress.write(`${matching.length} payments match, ${total} points in all.\n`);
  if (matching.length === 0) return 1;
  if (options.total !== total) {
    throw new UsageError(`To settle them say --total ${total}; nothing was settled.`);
  }
  const rows = matching.map(({ row }) => row);
  let code = 0;
  for (let from = 0; from < rows.length; from += SETTLED_A_CALL) {
    const part = rows.slice(from, from + SETTLED_A_CALL);
    code = Math.max(code, await resolveRows(context, part));
    if (rows.length > SETTLED_A_CALL) {
      progress.write(`${from + part.length} of ${rows.length} done.\n`);
    }
  }
  return code;
}

/** What may be settled: as the API has it, `sending` only in a halted payout. */
const SETTLEABLE = ["unknown", "sending"] as const;

async function paymentsThatMatch(context: CommandContext): Promise<readonly PaymentAnswer[]> {
  const { client, options } = context;
  const payoutId = operand(context, "payout's id");
  const state = stateOf(context, SETTLEABLE) ?? "unknown";
  const wanted = options.proposed ? { proposed: "true" as const } : { state };
  const found: PaymentAnswer[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...wanted, user: options.search, limit: LISTED_A_CALL, cursor };
    const page = await client.payments(payoutId, query);
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

export const restoredCommand: Command = {
  usage: "--note <text>",
  summary:
    "say that the table was restored from a backup, and takes the other's place, before anything pays again; as an admin (docs/runbook.md)",
  async run(context) {
    const { client, operands, options, print } = context;
    if (operands.length > 0)
      throw new UsageError("The command takes no payout: it marks them all.");
    const restored = await client.ledgerRestored(required(context, "note"));
    const lines = options.json ? [JSON.stringify(restored, undefined, 2)] : restored.payoutIds;
    for (const line of lines) print(line);
    return 0;
  },
};
