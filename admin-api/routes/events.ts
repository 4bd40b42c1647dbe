import { createRoute } from "@hono/zod-openapi";
import { getPayout } from "../../domain/payout/get-payout.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentEvent } from "../present-person.ts";
import { json, problems } from "../route-responses.ts";
import { eventListSchema } from "../schemas/payout.ts";
import { payoutParamsSchema } from "../schemas/requests.ts";

const listEventsRoute = createRoute({
  ...routeOf("listEvents"),
  tags: ["Payouts"],
  summary: "The audit trail of a payout, oldest first",
  request: { params: payoutParamsSchema },
  responses: {
    200: json(eventListSchema, "Every change: who, when, from, to, why."),
    ...problems("invalid_request", "payout_not_found"),
  },
});

/** The audit trail. */
export function addEventRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(listEventsRoute, async (c) => {
    const { payoutId } = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const events = await deps.payouts.events(payoutId);
    return c.json({ items: events.map(presentEvent) }, 200);
  });
}
