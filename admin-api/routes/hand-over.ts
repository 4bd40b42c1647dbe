import { createRoute } from "@hono/zod-openapi";
import { optional } from "../../domain/optional.ts";
import { type HandOverDeps, handOverPayout } from "../../domain/payout/hand-over-payout.ts";
import { viewPayout } from "../../domain/report/payout-view.ts";
import { actingPerson } from "../acting-person.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { may, routeOf } from "../guard.ts";
import { presentPayout } from "../present-payout.ts";
import { BODY_PROBLEMS, json, jsonBody, problems } from "../route-responses.ts";
import { payoutAnswerSchema } from "../schemas/payout.ts";
import { handOverPayoutBodySchema, payoutParamsSchema } from "../schemas/requests.ts";

const handOverPayoutRoute = createRoute({
  ...routeOf("handOverPayout"),
  tags: ["Payouts"],
  summary: "Hand a payout over to another person",
  description:
    "By its owner, or an admin, to somebody who has signed in before and may upload. Whoever uploaded or owned it before stays a maker: none of them may approve it, and it counts into the limits of each. A schedule and an approval stand. Not while it is being paid, and not once it is over. Handing it to its owner is no error.",
  request: { params: payoutParamsSchema, body: jsonBody(handOverPayoutBodySchema) },
  responses: {
    200: json(payoutAnswerSchema, "The payout, with its `owner`."),
    ...problems(
      ...BODY_PROBLEMS,
      "not_owner",
      "person_unknown",
      "person_may_not_own",
      "owner_approved",
      "too_many_owners",
      "not_payable_with_owner",
      "limit_exceeded",
      "wrong_state",
      "payout_changed",
    ),
  },
});

/** Another person answers for a payout. */
export function addHandOverRoute(app: AdminApi, deps: AdminApiDeps): void {
  const handingOver: HandOverDeps = { ...deps, mayOwn: (roles) => may(roles, "prepare") };
  app.openapi(handOverPayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const { email, reason } = c.req.valid("json");
    const { caller } = c.var;
    const payout = await handOverPayout(
      handingOver,
      payoutId,
      { email, ...optional("reason", reason) },
      actingPerson(caller),
      { ofOthers: may(caller.roles, "assign") },
    );
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });
}
