import { createRoute } from "@hono/zod-openapi";
import { optional } from "../../domain/optional.ts";
import { approvePayout, declinePayout } from "../../domain/payout/decide-approval.ts";
import { viewPayout } from "../../domain/report/payout-view.ts";
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
  request: { params: payoutParamsSchema, body: jsonBody(approvePayoutBodySchema, false) },
  responses: {
    200: json(payoutAnswerSchema, "The payout, `scheduled` at the time that was asked for."),
    ...problems(
      ...BODY_PROBLEMS,
      "own_payout",
      "own_settlement",
      "another_sheet",
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
  request: { params: payoutParamsSchema, body: jsonBody(declinePayoutBodySchema) },
  responses: {
    200: json(payoutAnswerSchema, "The payout, `ready` again."),
    ...problems(...BODY_PROBLEMS, "own_payout", "wrong_state", "payout_changed"),
  },
});

/** The second person's decision. */
export function addApprovalRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(approvePayoutRoute, async (c) => {
    const { reason, digest } = c.req.valid("json");
    const payout = await approvePayout(
      deps,
      c.req.valid("param").payoutId,
      { ...optional("reason", reason), ...optional("digest", digest) },
      c.var.caller.person,
    );
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });

  app.openapi(declinePayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const payout = await declinePayout(deps, payoutId, c.req.valid("json"), c.var.caller.person);
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });
}
