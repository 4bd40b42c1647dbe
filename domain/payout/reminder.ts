import { Temporal } from "temporal-polyfill";
import * as z from "zod";
import { DAY_MS, type Instant, toEpochMs, toInstant } from "../clock.ts";
import { rowDefaultsSchema } from "../sheet/row-defaults.ts";
import { personSchema } from "./person.ts";
import { planSchema, timeOfDaySchema } from "./plan.ts";
import type { Policy } from "./policy.ts";

/**
 * Reminds the channel every month that the sheet of an event is due, with what its payout is to get
 * besides. It pays nobody.
 */
export const reminderSchema = z.object({
  reminderId: z.string().min(1),
  /** Of the payout; the month that it names gives way to that in which it is due. */
  title: z.string().min(1),
  /** From 29 on the last day of a month that has no such day. */
  dayOfMonth: z.int().min(1).max(31),
  /** When the channel is told, by the company's clock. */
  toldAt: timeOfDaySchema,
  pointsApi: z.string().min(1).optional(),
  defaults: rowDefaultsSchema.optional(),
  plan: planSchema.optional(),
  createdBy: personSchema,
  createdAt: z.iso.datetime(),
  /** Whoever changed it last, or deleted it. */
  changedBy: personSchema.optional(),
  updatedAt: z.iso.datetime(),
  /** Grows by one with every change; every write is conditional on it. */
  revision: z.int().positive(),
  /** When it got its day and its time: what was due before is not told. */
  since: z.iso.datetime(),
  deletedAt: z.iso.datetime().optional(),
});
export type Reminder = z.infer<typeof reminderSchema>;

/** When a reminder is due in a month. */
export interface ReminderDue {
  /** `2026-12` */
  readonly month: string;
  /** `2026-12-25` */
  readonly day: string;
  readonly at: Instant;
}

/** One that could not be told in time is told late, but not so late that it says nothing any more. */
const TOLD_FOR_DAYS = 7;

type Zone = Pick<Policy, "defaultTimeZone">;
type Recurring = Pick<Reminder, "dayOfMonth" | "toldAt" | "since">;

/** When it is due next, by the company's clock. */
export function nextDue(policy: Zone, reminder: Recurring, nowMs: number): ReminderDue {
  const month = monthOf(policy, nowMs);
  const due = dueIn(policy, reminder, month);
  return toEpochMs(due.at) > nowMs ? due : dueIn(policy, reminder, month.add({ months: 1 }));
}

/** What it has to tell now: it was due lately, and since it has that day and that time. */
export function dueNow(policy: Zone, reminder: Recurring, nowMs: number): ReminderDue | undefined {
  const month = monthOf(policy, nowMs);
  return [month, month.subtract({ months: 1 })]
    .map((one) => dueIn(policy, reminder, one))
    .find(({ at }) => {
      const lateMs = nowMs - toEpochMs(at);
      return lateMs >= 0 && lateMs < TOLD_FOR_DAYS * DAY_MS && at >= reminder.since;
    });
}

function monthOf({ defaultTimeZone }: Zone, nowMs: number): Temporal.PlainYearMonth {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs);
  return now.toZonedDateTimeISO(defaultTimeZone).toPlainDate().toPlainYearMonth();
}

function dueIn(
  { defaultTimeZone }: Zone,
  { dayOfMonth, toldAt }: Recurring,
  month: Temporal.PlainYearMonth,
): ReminderDue {
  const day = month.toPlainDate({ day: Math.min(dayOfMonth, month.daysInMonth) });
  const at = day.toZonedDateTime({ timeZone: defaultTimeZone, plainTime: toldAt });
  return {
    month: month.toString(),
    day: day.toString(),
    at: toInstant(at.epochMilliseconds),
  };
}

/** Keeps reminders. Reads are strongly consistent. */
export interface ReminderStore {
  /** All that were not deleted, in the order of their making. */
  list(): Promise<readonly Reminder[]>;
  get(reminderId: string): Promise<Reminder | undefined>;
  /**
   * Writes it in place of the revision before, or as the first; one with `deletedAt` is listed no more.
   * Repeating the very same write succeeds. False when somebody else was faster.
   */
  save(reminder: Reminder, changeId: string): Promise<boolean>;
}
