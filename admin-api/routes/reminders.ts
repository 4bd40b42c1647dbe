import { createRoute, z } from "@hono/zod-openapi";
import {
  changeReminder,
  createReminder,
  deleteReminder,
  getReminder,
  settingsOfReminder,
} from "../../domain/payout/change-reminders.ts";
import { nextDue, type Reminder } from "../../domain/payout/reminder.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentPerson } from "../present-person.ts";
import { json, jsonBody, problems } from "../route-responses.ts";
import { newPayoutSettingsSchema } from "../schemas/payout.ts";
import {
  changeReminderBodySchema,
  createReminderBodySchema,
  type ReminderAnswer,
  reminderAnswerSchema,
  reminderListSchema,
  reminderParamsSchema,
} from "../schemas/reminder.ts";

const OF_BODY = [
  "invalid_request",
  "text_too_long",
  "malformed_body",
  "unsupported_media_type",
  "body_too_large",
  "blank_name",
  "unknown_points_api",
  "unknown_column",
  "default_refused",
] as const;

const listRemindersRoute = createRoute({
  ...routeOf("listReminders"),
  tags: ["Reminders"],
  summary: "List what the channel is reminded of every month",
  responses: { 200: json(reminderListSchema, "All of them, in the order of their making.") },
});

const createReminderRoute = createRoute({
  ...routeOf("createReminder"),
  tags: ["Reminders"],
  summary: "Have the channel reminded every month that a sheet is due",
  description:
    "Once a month the channel is told, with a link to the page on which a payout is made with this title, these settings and this month. Nobody is paid by it.",
  request: { body: jsonBody(createReminderBodySchema) },
  responses: {
    201: json(reminderAnswerSchema, "The reminder."),
    ...problems(...OF_BODY, "too_many_reminders"),
  },
});

const changeReminderRoute = createRoute({
  ...routeOf("changeReminder"),
  tags: ["Reminders"],
  summary: "Change a reminder",
  description: "All of it: what the body lacks, the reminder lacks from then on.",
  request: { params: reminderParamsSchema, body: jsonBody(changeReminderBodySchema) },
  responses: {
    200: json(reminderAnswerSchema, "The reminder."),
    ...problems(...OF_BODY, "reminder_not_found", "reminder_changed"),
  },
});

const deleteReminderRoute = createRoute({
  ...routeOf("deleteReminder"),
  tags: ["Reminders"],
  summary: "Delete a reminder",
  description: "The channel is told of it no more. Deleting again is no error.",
  request: { params: reminderParamsSchema },
  responses: {
    204: { description: "It is deleted." },
    ...problems("invalid_request", "reminder_changed"),
  },
});

const getReminderSettingsRoute = createRoute({
  ...routeOf("getReminderSettings"),
  tags: ["Reminders"],
  summary: "What a payout gets that is made as a reminder says",
  request: {
    params: reminderParamsSchema,
    query: z.strictObject({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month such as 2026-12")
        .optional()
        .meta({ description: "Of which month; that in which it is due next when absent." }),
    }),
  },
  responses: {
    200: json(newPayoutSettingsSchema, "All but the sheet."),
    ...problems("invalid_request", "reminder_not_found"),
  },
});

/** What the channel is reminded of every month. */
export function addReminderRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(listRemindersRoute, async (c) => {
    const reminders = await deps.reminders.list();
    return c.json({ items: reminders.map((reminder) => present(deps, reminder)) }, 200);
  });

  app.openapi(createReminderRoute, async (c) => {
    const reminder = await createReminder(deps, c.req.valid("json"), c.var.caller.person);
    return c.json(present(deps, reminder), 201);
  });

  app.openapi(changeReminderRoute, async (c) => {
    const { reminderId } = c.req.valid("param");
    const { person } = c.var.caller;
    const reminder = await changeReminder(deps, reminderId, c.req.valid("json"), person);
    return c.json(present(deps, reminder), 200);
  });

  app.openapi(deleteReminderRoute, async (c) => {
    await deleteReminder(deps, c.req.valid("param").reminderId, c.var.caller.person);
    return c.body(null, 204);
  });

  app.openapi(getReminderSettingsRoute, async (c) => {
    const reminder = await getReminder(deps, c.req.valid("param").reminderId);
    return c.json(settingsOfReminder(deps, reminder, c.req.valid("query").month), 200);
  });
}

function present(deps: AdminApiDeps, reminder: Reminder): ReminderAnswer {
  const { since: _, deletedAt: __, createdBy, changedBy, ...answer } = reminder;
  const { day, at, month } = nextDue(deps.policy, reminder, deps.clock.nowMs());
  const { title } = settingsOfReminder(deps, reminder, month);
  return {
    ...answer,
    next: { day, instant: at, title },
    createdBy: presentPerson(createdBy),
    changedBy: changedBy && presentPerson(changedBy),
  };
}
