import { createRoute } from "@hono/zod-openapi";
import { approvePayout, declinePayout } from "../../domain/payout/decide-approval.ts";
import { viewPayout } from "../../domain/report/payout-view.ts";
import { actingPerson } from "../acting-person.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentPayout } from "../present-payout.ts";
import { BODY_PROBLEMS, json, jsonBody, problems } from "../route-responses.ts";
import { payoutAnswerSchema } from "../schemas/payout.ts";
import {
  approvePayoutBodySchema,
  declinePayoutBodySchema,
  payoutParamsSchema,
} from "../schemas/requests.ts";

const approvePayoutRoute = createRoute({
  ...routeOf("approvePayout"),
  tags: ["Approval"],
  summary: "Approve a payout, as another person than its uploader",
  description:
    "What is approved is the payout as it stood at `revision`: its payments, total, time and ticked warnings, kept in `schedule.approval`. If it is another by now, `changed_since` says what happened. Another time takes a new approval, unless an approver or admin other than the uploader sets it. Above `limits.secondApproverAbovePoints` two people must approve: after the first one it is still `awaiting_approval`, with `request.firstApproval`, at another `revision`.",
  request: { params: payoutParamsSchema, body: jsonBody(approvePayoutBodySchema) },
  responses: {
    200: json(
      payoutAnswerSchema,
      "The payout, `scheduled` at the time that was asked for; or `awaiting_approval` by one more person.",
    ),
    ...problems(
      ...BODY_PROBLEMS,
      "own_payout",
      "own_settlement",
      "already_approved",
      "revision_missing",
      "changed_since",
      "wrong_state",
      "payout_changed",
      "time_too_soon",
      "time_too_far",
      "time_refused",
    ),
  },
});

const declinePayoutRoute = createRoute({
  ...routeOf("declinePayout"),
  tags: ["Approval"],
  summary: "Decline a payout, with a reason",
  description: "The payout has a `brake` then: whoever schedules it again, it takes an approval.",
  request: { params: payoutParamsSchema, body: jsonBody(declinePayoutBodySchema) },
  responses: {
    200: json(payoutAnswerSchema, "The payout, `ready` again."),
    ...problems(
      ...BODY_PROBLEMS,
      "own_payout",
      "revision_missing",
      "changed_since",
      "wrong_state",
      "payout_changed",
    ),
  },
});

/** The second person's decision. */
export function addApprovalRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(approvePayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const person = actingPerson(c.var.caller);
    const payout = await approvePayout(deps, payoutId, c.req.valid("json"), person);
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });

  app.openapi(declinePayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const person = actingPerson(c.var.caller);
    const payout = await declinePayout(deps, payoutId, c.req.valid("json"), person);
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });
}
