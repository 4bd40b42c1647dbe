import { createRoute, z } from "@hono/zod-openapi";
import { optional } from "../../domain/optional.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import type { Page } from "../../domain/payout/payout-store.ts";
import { recordListing } from "../../domain/personal-data/access-trail.ts";
import {
  type ListedPayment,
  type ListPaymentsQuery,
  listPayments,
} from "../../domain/report/list-payments.ts";
import { retriesOf } from "../../domain/report/retries.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentPayment } from "../present-payment.ts";
import { json, problems } from "../route-responses.ts";
import { pageOf, pagingQuery } from "../schemas/paging.ts";
import { paymentListSchema, paymentStateSchema } from "../schemas/payment.ts";
import { payoutParamsSchema } from "../schemas/requests.ts";
import { createSharedReads } from "../shared-reads.ts";

const listPaymentsRoute = createRoute({
  ...routeOf("listPayments"),
  tags: ["Payments"],
  summary: "List the payments of a payout, in row order",
  description:
    "A page may hold fewer than `limit` and still have a cursor: go on until it has none.",
  request: {
    params: payoutParamsSchema,
    query: z.strictObject({
      state: paymentStateSchema.optional(),
      proposed: z.literal("true").optional().meta({
        description: "Only those that wait for a second person to settle them.",
      }),
      user: z.string().trim().min(1).max(256).optional().meta({
        description: "A user id or a part of one, in whatever letter case.",
        example: "user-00",
      }),
      ...pagingQuery,
    }),
  },
  responses: {
    200: json(paymentListSchema, "A page of payments."),
    ...problems(
      "invalid_request",
      "invalid_cursor",
      "payout_not_found",
      "not_started_yet",
      "payments_deleted",
    ),
  },
});

/** Payments of a payout. */
export function addPaymentRoutes(app: AdminApi, deps: AdminApiDeps): void {
  const pages = createSharedReads<Page<ListedPayment>>(deps.clock);

  app.openapi(listPaymentsRoute, async (c) => {
    const { state, user, proposed, ...paging } = c.req.valid("query");
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const { payoutId } = payout;
    const userIdHash = user === undefined ? undefined : await deps.hashUserId(user);
    await recordListing(deps, c.var.caller.person, { payoutId, userIdHash });
    const query: ListPaymentsQuery = {
      ...pageOf(paging),
      ...optional("state", state),
      ...optional("user", user),
      ...optional("proposed", proposed && true),
    };
    const page =
      payout.state === "distributing"
        ? await pages(`${payoutId} ${payout.revision} ${JSON.stringify(query)}`, () =>
            listPayments(deps, payout, query),
          )
        : await listPayments(deps, payout, query);
    const retries = await retriesOf(
      deps,
      page.items.map(({ entry }) => entry),
    );
    const items = page.items.map((each) => presentPayment(each, payout, retries));
    const dryRun = payout.dryRun === true;
    const { reversalOf } = payout;
    return c.json({ items, reversalOf, dryRun, cursor: page.cursor }, 200);
  });
}
