import type { ReminderAnswer } from "../../admin-api/schemas/reminder.ts";
import { type Command, type CommandContext, operand, required } from "../command.ts";
import { UsageError } from "../read-arguments.ts";

export const remindersCommand: Command = {
  usage: "",
  summary: "list what the channel is reminded of every month",
  async run(context) {
    const { items } = await context.client.reminders();
    if (context.options.json) context.print(JSON.stringify({ items }, undefined, 2));
    else for (const reminder of items) context.print(lineOf(reminder));
    return 0;
  },
};

export const remindCommand: Command = {
  usage: "--day-of-month <1-31> [--title <text>] [--like <payoutId>] [--at <HH:mm>]",
  summary:
    "have the channel reminded every month that a sheet is due; --like takes title and settings of a payout, --at is when on that day, 09:00 unless you say so",
  async run(context) {
    const { client, options, print } = context;
    const like = options.like === undefined ? undefined : await client.copy(options.like);
    const { title = like?.title } = options;
    if (title === undefined) throw new UsageError("The command needs --title or --like.");
    const reminder = await client.createReminder({
      title,
      dayOfMonth: required(context, "day-of-month"),
      toldAt: options.at,
      pointsApi: like?.pointsApi,
      defaults: like?.defaults,
      plan: like?.plan,
    });
    print(options.json ? JSON.stringify(reminder, undefined, 2) : lineOf(reminder));
    return 0;
  },
};

export const unremindCommand: Command = {
  usage: "<reminderId>",
  summary: "delete a reminder",
  async run(context: CommandContext) {
    await context.client.deleteReminder(operand(context, "reminder's id"));
    return 0;
  },
};

function lineOf({
  reminderId,
  dayOfMonth,
  toldAt,
  next,
  createdBy,
  title,
}: ReminderAnswer): string {
  return [reminderId, dayOfMonth, toldAt, next.day, createdBy.name, title].join("\t");
}
