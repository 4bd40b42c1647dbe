import { createRoute, z } from "@hono/zod-openapi";
import { getPayout } from "../../domain/payout/get-payout.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentEvent } from "../present-person.ts";
import { json, problems } from "../route-responses.ts";
import { eventListSchema } from "../schemas/payout.ts";
import { payoutParamsSchema } from "../schemas/requests.ts";

/** An answer of Lambda's may have 6 MB; an event with the longest of everything takes some 5 kB. */
const EVENTS_OF_A_PAGE = 1_000;

const listEventsRoute = createRoute({
  ...routeOf("listEvents"),
  tags: ["Payouts"],
  summary: "The audit trail of a payout, oldest first",
  request: {
    params: payoutParamsSchema,
    query: z.strictObject({
      cursor: z
        .string()
        .regex(/^[1-9]\d{0,8}$/, "the cursor of the page before")
        .optional()
        .meta({ description: `From the page before. A page has ${EVENTS_OF_A_PAGE} changes.` }),
    }),
  },
  responses: {
    200: json(eventListSchema, "Every change: who, when, from, to, why."),
    ...problems("invalid_request", "payout_not_found"),
  },
});

/** The audit trail. */
export function addEventRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(listEventsRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const { payoutId } = payout;
    const after = Number(c.req.valid("query").cursor ?? 0);
    const events = await deps.payouts.events(payoutId);
    const left = events.filter(({ revision }) => revision > after);
    const items = left.slice(0, EVENTS_OF_A_PAGE);
    const cursor = left.length > items.length ? items.at(-1)?.revision : undefined;
    const isReversal = payout.reversalOf !== undefined;
    const shown = items.map((event) => presentEvent(event, isReversal));
    return c.json({ items: shown, cursor: cursor?.toString() }, 200);
  });
}
