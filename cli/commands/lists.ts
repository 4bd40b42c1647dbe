import { writeFile } from "node:fs/promises";
import { PROBLEMS } from "../../admin-api/problems/problem-table.ts";
import type { PaymentAnswer } from "../../admin-api/schemas/payment.ts";
import { PAYMENT_STATES } from "../../domain/distribution/ledger.ts";
import { waitsForSecond } from "../../domain/distribution/second-person.ts";
import { MOST_SORTED, PAYOUT_ORDERS } from "../../domain/payout/find-payouts.ts";
import { PAYOUT_STATES } from "../../domain/payout/payout.ts";
import { type Command, type CommandContext, operand } from "../command.ts";
import { summaryLine } from "../describe-payout.ts";
import { UsageError } from "../read-arguments.ts";

/** What is said beside a list, of all of it and of a payout that is missing there. */
const TABLE_COPIED = PROBLEMS.table_copied.message;
const UNREADABLE = PROBLEMS.payout_unreadable.message;
const IS_PART = {
  ko: `가장 최근 ${MOST_SORTED.toLocaleString("en-US")}건만 이 순서로 정렬했습니다.`,
  en: `Only the newest ${MOST_SORTED.toLocaleString("en-US")} payouts are in this order.`,
};

export const listCommand: Command = {
  usage:
    "[--state <state>] [--search <text>] [--from <day>] [--until <day>] [--mine] [--attention] [--deleted] [--order <order>] [--limit <n>] [--cursor <cursor>] [--csv [--output <file>]]",
  summary: `list payouts, newest first; --search looks in titles, files and creators, --from and --until at the day they are paid, --attention shows those that wait for a person, --deleted deleted drafts alone; orders: ${PAYOUT_ORDERS.join(", ")}`,
  async run(context) {
    const { search, from, until, order, mine, attention, deleted, csv } = context.options;
    const filter = {
      ...{ state: stateOf(context, PAYOUT_STATES), search, from, to: until, order },
      ...(mine ? { mine: "true" as const } : {}),
      ...(attention ? { attention: "true" as const } : {}),
      ...(deleted ? { deleted: "true" as const } : {}),
    };
    if (csv) {
      const parts = context.client.exportPayouts({ ...filter, ...lookOf(context) });
      return save(context, "payouts.csv", parts);
    }
    const list = await context.client.payouts({ ...pagingOf(context), ...filter });
    const { tableCopied, isPart, unreadable = [] } = list;
    if (isPart === true) context.progress.write(`${IS_PART[context.language]}\n`);
    if (tableCopied === true) context.progress.write(`${TABLE_COPIED[context.language]}\n`);
    for (const payoutId of unreadable) {
      context.progress.write(`${payoutId}: ${UNREADABLE[context.language]}\n`);
    }
    return printPage(context, list, (payout) => summaryLine(payout, context.language));
  },
};

export const paymentsCommand: Command = {
  usage:
    "<payoutId> [--state <state>] [--proposed] [--search <user>] [--limit <n>] [--cursor <cursor>] | --csv [--output <file>]",
  summary:
    "list the payments of a payout; --search takes a user's id or a part of it, --proposed those that wait for a second person, --csv saves all of them",
  async run(context) {
    const payoutId = operand(context, "payout's id");
    if (context.options.csv) {
      const parts = context.client.exportPayments(payoutId, lookOf(context));
      return save(context, `${payoutId}-payments.csv`, parts);
    }
    const { search } = context.options;
    const query = {
      ...pagingOf(context),
      state: stateOf(context, PAYMENT_STATES),
      proposed: context.options.proposed ? ("true" as const) : undefined,
      user: search,
    };
    const list = await context.client.payments(payoutId, query);
    return printPage(context, list, (payment) => {
      const { row, userId, points, state, code, transactionId } = payment;
      const shown = shownState(state, list);
      const why = code ?? transactionId ?? "";
      return [row, userId, points, shown, why, ...waitsMark(payment)].join("\t");
    });
  },
};

/** A payment's state, where it is no payment in another word. */
function shownState(
  state: string,
  { dryRun, reversalOf }: { readonly dryRun?: boolean; readonly reversalOf?: string | undefined },
): string {
  if (state !== "paid") return state;
  if (reversalOf !== undefined) return "taken back";
  return dryRun === true ? "would be paid" : state;
}

/** A last column for what waits for a second person to settle it. */
export function waitsMark(payment: PaymentAnswer): readonly string[] {
  return waitsForSecond(payment) ? ["proposed"] : [];
}

export const userCommand: Command = {
  usage: "<userId> [--limit <n>] [--cursor <cursor>]",
  summary: "list everything a user was paid, across payouts",
  async run(context) {
    const list = await context.client.userPayments(
      operand(context, "user's id"),
      pagingOf(context),
    );
    return printPage(context, list, ({ payoutId, row, points, state, ...payment }) => {
      const { settledAt = "", code = "", title = "" } = payment;
      return [payoutId, row, points, shownState(state, payment), settledAt, code, title].join("\t");
    });
  },
};

export const eventsCommand: Command = {
  usage: "<payoutId> [--csv [--output <file>]]",
  summary: "show the audit trail of a payout, or save it",
  async run(context) {
    const payoutId = operand(context, "payout's id");
    if (context.options.csv) {
      const parts = context.client.exportEvents(payoutId, lookOf(context));
      return save(context, `${payoutId}-history.csv`, parts);
    }
    const list = await context.client.events(payoutId);
    return printPage(context, list, ({ at, by, action, from, to, why }) =>
      [at, by.name, action, `${from ?? "-"} → ${to}`, why ?? ""].join("\t"),
    );
  },
};

function lookOf({ options: { language, ...options }, ...context }: CommandContext) {
  return { language: language ?? context.language, timeZone: options["time-zone"] };
}

/** Writes a file as it comes: a million payments need no memory. */
async function save(
  { options, print }: CommandContext,
  fileName: string,
  parts: AsyncIterable<Uint8Array>,
): Promise<number> {
  const file = options.output ?? fileName;
  await writeFile(file, parts);
  print(file);
  return 0;
}

/** Where in a list to begin, and how much of it is asked for. */
export function pagingOf({ options: { cursor, limit } }: CommandContext) {
  return { cursor, limit };
}

export function stateOf<S extends string>(
  { options }: CommandContext,
  states: readonly S[],
): S | undefined {
  if (options.state === undefined) return undefined;
  const state = states.find((candidate) => candidate === options.state);
  if (state === undefined) throw new UsageError(`--state: one of ${states.join(", ")}`);
  return state;
}

/** Prints a page of a list, a line each, and the cursor of the next. */
export function printPage<T>(
  { options, print, progress }: CommandContext,
  page: { readonly items: readonly T[]; readonly cursor?: string | undefined },
  line: (item: T) => string,
): number {
  if (options.json) {
    print(JSON.stringify(page, undefined, 2));
    return 0;
  }
  for (const item of page.items) print(line(item));
  if (page.cursor !== undefined) progress.write(`--cursor ${page.cursor}\n`);
  return 0;
}
