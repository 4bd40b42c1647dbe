import * as z from "zod";
import { planSchema, timeOfDaySchema } from "../../domain/payout/plan.ts";
import { rowDefaultsSchema } from "../../domain/sheet/row-defaults.ts";
import { personAnswerSchema } from "./payout.ts";
import { planBodySchema, rowDefaultsBodySchema, titleSchema } from "./requests.ts";

const toldAt = timeOfDaySchema.meta({
  description: "When the channel is told on that day, by the company's clock.",
  example: "09:00",
});
const dayOfMonth = z.int().min(1).max(31).meta({
  description: "From 29 on the last day of a month that has no such day.",
  example: 25,
});

const createReminderFields = {
  title: titleSchema.meta({
    description: "Of the payouts; the month that it names gives way to that of each.",
    example: "12월 출석 이벤트",
  }),
  dayOfMonth,
  toldAt: toldAt.optional(),
  pointsApi: z.string().min(1).max(40).optional(),
  defaults: rowDefaultsBodySchema.optional(),
  plan: planBodySchema.optional(),
};

/** Body of `POST /api/reminders`. */
export const createReminderBodySchema = z
  .strictObject(createReminderFields)
  .meta({ id: "CreateReminder" });

/** Body of `PUT /api/reminders/{reminderId}`. */
export const changeReminderBodySchema = z
  .strictObject({
    ...createReminderFields,
    revision: z.int().positive().meta({ description: "The reminder's that was looked at." }),
  })
  .meta({ id: "ChangeReminder" });

export const reminderAnswerSchema = z
  .object({
    reminderId: z.string(),
    revision: z.int().positive(),
    title: z.string(),
    dayOfMonth,
    toldAt,
    pointsApi: z.string().optional(),
    defaults: rowDefaultsSchema.optional(),
    plan: planSchema.optional(),
    next: z
      .object({ day: z.iso.date(), instant: z.iso.datetime(), title: z.string() })
      .meta({ description: "When it is told next, and what its payout is called then." }),
    createdBy: personAnswerSchema,
    createdAt: z.iso.datetime(),
    changedBy: personAnswerSchema.optional(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "Reminder", description: "Reminds the channel every month that a sheet is due." });

export const reminderListSchema = z
  .object({ items: z.array(reminderAnswerSchema) })
  .meta({ id: "ReminderList" });

export type CreateReminderBody = z.infer<typeof createReminderBodySchema>;
export type ChangeReminderBody = z.infer<typeof changeReminderBodySchema>;
export type ReminderAnswer = z.infer<typeof reminderAnswerSchema>;
export type ReminderList = z.infer<typeof reminderListSchema>;

/** The reminder in a path. */
export const reminderParamsSchema = z.object({
  reminderId: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,64}$/, "the id of a reminder")
    .meta({ example: "01KAGYH5V3C6ZJ9QX1T2W8R7MN" }),
});
