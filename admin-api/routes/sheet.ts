import { createRoute, z } from "@hono/zod-openapi";
import { optional } from "../../domain/optional.ts";
import { findSheetContents } from "../../domain/payout/find-sheet-contents.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import { listSheetRows } from "../../domain/payout/list-sheet-rows.ts";
import { maskBreakdown, maskPayment } from "../../domain/payout/mask-check.ts";
import { createUserIdMask } from "../../domain/payout/user-id-mask.ts";
import { usualBins } from "../../domain/payout/usual-bins.ts";
import { recordListing } from "../../domain/personal-data/access-trail.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { may, routeOf } from "../guard.ts";
import { presentBreakdown } from "../present-breakdown.ts";
import { json, problems } from "../route-responses.ts";
import { pageOf, pagingQuery } from "../schemas/paging.ts";
import { payoutParamsSchema } from "../schemas/requests.ts";
import { breakdownAnswerSchema, rowListSchema } from "../schemas/sheet.ts";

const getBreakdownRoute = createRoute({
  ...routeOf("getBreakdown"),
  tags: ["Sheets"],
  summary: "What the payments of a sheet are like, beside what is usual",
  description:
    "Payments by amount, by reason and by each column that the points API takes besides. Of a sheet without problems, from its check on.",
  request: { params: payoutParamsSchema },
  responses: {
    200: json(breakdownAnswerSchema, "The breakdown."),
    ...problems("invalid_request", "payout_not_found", "wrong_state", "contents_not_kept"),
  },
});

const amountQuery = z
  .string()
  .regex(/^[1-9]\d{0,15}$/, "a whole number of points")
  .transform(Number)
  .pipe(z.int())
  .optional();

const listRowsRoute = createRoute({
  ...routeOf("listRows"),
  tags: ["Sheets"],
  summary: "List the rows of a sheet as they were understood",
  description:
    "From the check on, before anybody is paid. A page may hold fewer than `limit`, even none, and still have a cursor: go on until it has none. Who looks is written down first.",
  request: {
    params: payoutParamsSchema,
    query: z.strictObject({
      search: z.string().trim().min(1).max(200).optional().meta({
        description:
          "A part of a user id, a reason or what a row says besides, in whatever letter case.",
        example: "user-00",
      }),
      least: amountQuery.meta({
        description: "Only rows of so many points or more.",
        type: "integer",
        minimum: 1,
      }),
      most: amountQuery.meta({
        description: "Only rows of so many points or fewer.",
        type: "integer",
        minimum: 1,
      }),
      ...pagingQuery,
    }),
  },
  responses: {
    200: json(rowListSchema, "A page of rows."),
    ...problems(
      "invalid_request",
      "invalid_cursor",
      "payout_not_found",
      "wrong_state",
      "contents_not_kept",
    ),
  },
});

/** What a sheet says, for whoever is to decide on it. */
export function addSheetRoutes(app: AdminApi, deps: AdminApiDeps): void {
  const mask = createUserIdMask(deps.policy.maskUserIds);

  app.openapi(getBreakdownRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const { kept } = await findSheetContents(deps, payout);
    const { breakdown } = kept;
    const shown = may(c.var.caller.roles, "open") ? breakdown : maskBreakdown(mask, breakdown);
    return c.json(presentBreakdown(shown, await usualBins(deps, payout)), 200);
  });

  app.openapi(listRowsRoute, async (c) => {
    const { search, least, most, ...paging } = c.req.valid("query");
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const { person, roles } = c.var.caller;
    const userIdHash = search === undefined ? undefined : await deps.hashUserId(search);
    await recordListing(deps, person, { payoutId: payout.payoutId, userIdHash, of: "rows" });
    const page = await listSheetRows(deps, payout, {
      ...pageOf(paging),
      ...optional("search", search),
      ...optional("least", least),
      ...optional("most", most),
    });
    if (may(roles, "open")) return c.json({ items: [...page.items], cursor: page.cursor }, 200);
    const items = page.items.map((row) => maskPayment(mask, row));
    const masked = deps.policy.maskUserIds === false ? undefined : (true as const);
    return c.json({ items, ...optional("masked", masked), cursor: page.cursor }, 200);
  });
}
