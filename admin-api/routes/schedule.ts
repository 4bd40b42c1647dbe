import { createRoute } from "@hono/zod-openapi";
import { optional } from "../../domain/optional.ts";
import { cancelPayout } from "../../domain/payout/cancel-payout.ts";
import { holdPayout } from "../../domain/payout/hold-payout.ts";
import { schedulePayout } from "../../domain/payout/schedule-payout.ts";
import { viewPayout } from "../../domain/report/payout-view.ts";
import { actingPerson } from "../acting-person.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentPayout } from "../present-payout.ts";
import { BODY_PROBLEMS, json, jsonBody, problems } from "../route-responses.ts";
import { payoutAnswerSchema } from "../schemas/payout.ts";
import {
  holdPayoutBodySchema,
  payoutParamsSchema,
  schedulePayoutBodySchema,
} from "../schemas/requests.ts";

const schedulePayoutRoute = createRoute({
  ...routeOf("schedulePayout"),
  tags: ["Schedule"],
  summary: "Schedule a payout, or move it to another time",
  description:
    "Above the policy's limit, under a `brake`, and where an approval was given for another time, the payout waits for a second person's approval instead: state `awaiting_approval`. An approver or admin other than the uploader approves it by scheduling it. The sheet is compared with other payouts once more; what that brings to light stands in `warnings` of the schedule or request, or of the problem `warnings_not_acknowledged`. A time in the policy's quiet hours is no error: `beginsAt` of the answer says when paying really begins.",
  request: { params: payoutParamsSchema, body: jsonBody(schedulePayoutBodySchema) },
  responses: {
    200: json(payoutAnswerSchema, "The payout, `scheduled` or `awaiting_approval`."),
    ...problems(
      ...BODY_PROBLEMS,
      "wrong_state",
      "payout_changed",
      "total_mismatch",
      "warnings_not_acknowledged",
      "limit_exceeded",
      "malformed_time",
      "time_does_not_exist",
      "unknown_time_zone",
      "time_too_soon",
      "time_too_far",
      "latest_too_soon",
      "time_refused",
    ),
  },
});

const cancelPayoutRoute = createRoute({
  ...routeOf("cancelPayout"),
  tags: ["Schedule"],
  summary: "Cancel a payout that has not begun to be paid",
  description: "Cancelling again is no error.",
  request: { params: payoutParamsSchema },
  responses: {
    200: json(payoutAnswerSchema, "The payout, `cancelled`."),
    ...problems("invalid_request", "payout_not_found", "wrong_state", "payout_changed"),
  },
});

const holdPayoutRoute = createRoute({
  ...routeOf("holdPayout"),
  tags: ["Schedule"],
  summary: "Take a payout out of its schedule",
  description:
    "It is not paid until somebody schedules it again; what was approved takes a new approval then. Approvers may hold as well: whoever sees that something is wrong. Held by an approver or admin other than the uploader, also while it is `ready`, the payout has a `brake`: it always takes an approval then.",
  request: { params: payoutParamsSchema, body: jsonBody(holdPayoutBodySchema, false) },
  responses: {
    200: json(payoutAnswerSchema, "The payout, `ready` again."),
    ...problems(...BODY_PROBLEMS, "wrong_state", "payout_changed"),
  },
});

/** Scheduling, moving, holding and cancelling a payout. */
export function addScheduleRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(schedulePayoutRoute, async (c) => {
    const body = c.req.valid("json");
    const { at, timeZone, latest, expectedTotalPoints, acknowledgedWarnings, note } = body;
    const payout = await schedulePayout(
      deps,
      c.req.valid("param").payoutId,
      {
        at,
        expectedTotalPoints,
        ...optional("timeZone", timeZone),
        ...optional("latest", latest),
        ...optional("acknowledgedWarnings", acknowledgedWarnings),
        ...optional("note", note),
      },
      actingPerson(c.var.caller),
    );
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });

  app.openapi(holdPayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    const request = optional("reason", reason);
    const payout = await holdPayout(deps, payoutId, request, actingPerson(c.var.caller));
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });

  app.openapi(cancelPayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const payout = await cancelPayout(deps, payoutId, c.var.caller.person);
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });
}
