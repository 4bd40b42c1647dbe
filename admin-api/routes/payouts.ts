import { createRoute, z } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import { optional } from "../../domain/optional.ts";
import { createPayout } from "../../domain/payout/create-payout.ts";
import { findPayouts } from "../../domain/payout/find-payouts.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import { maskCheck } from "../../domain/payout/mask-check.ts";
import { createUserIdMask } from "../../domain/payout/user-id-mask.ts";
import { type PayoutView, viewPayout } from "../../domain/report/payout-view.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { may, routeOf } from "../guard.ts";
import { isKnown, tagOf } from "../known-answer.ts";
import { presentPayout, presentSummary } from "../present-payout.ts";
import { json, jsonBody, KNOWN, problems } from "../route-responses.ts";
import { pageOf, pagingQuery } from "../schemas/paging.ts";
import { payoutAnswerSchema, payoutListSchema } from "../schemas/payout.ts";
import { payoutFilterOf, payoutFilterQuery } from "../schemas/payout-query.ts";
import {
  createdPayoutSchema,
  createPayoutBodySchema,
  payoutParamsSchema,
} from "../schemas/requests.ts";
import { createSharedReads } from "../shared-reads.ts";

const createPayoutRoute = createRoute({
  ...routeOf("createPayout"),
  tags: ["Payouts"],
  summary: "Create a payout and get the form to upload its sheet with",
  request: { body: jsonBody(createPayoutBodySchema) },
  responses: {
    201: json(createdPayoutSchema, "The payout waits for its sheet; the upload starts the check."),
    ...problems(
      "invalid_request",
      "text_too_long",
      "malformed_body",
      "unsupported_media_type",
      "blank_name",
      "unsupported_file",
      "unknown_points_api",
      "unknown_column",
      "default_refused",
      "too_many_drafts",
      "sheet_too_large",
      "body_too_large",
    ),
  },
});

const LIST = routeOf("listPayouts");

const listPayoutsRoute = createRoute({
  ...LIST,
  // What is as it was is not sent again: pages that show the list ask again and again.
  middleware: [LIST.middleware, etag({ weak: true })] as const,
  tags: ["Payouts"],
  summary: "List payouts",
  description:
    "A page may hold fewer than `limit`, even none, and still have a cursor: go on until it has none. Payouts whose sheet never arrived are not listed once they are cancelled.",
  request: {
    query: z.strictObject({
      ...payoutFilterQuery,
      ...pagingQuery,
    }),
  },
  responses: {
    200: json(payoutListSchema, "A page of payouts."),
    304: KNOWN,
    ...problems("invalid_request", "invalid_cursor"),
  },
});

const getPayoutRoute = createRoute({
  ...routeOf("getPayout"),
  tags: ["Payouts"],
  summary: "Get a payout with its check, counts and progress",
  request: { params: payoutParamsSchema },
  responses: {
    200: json(payoutAnswerSchema, "The payout."),
    304: KNOWN,
    ...problems("invalid_request", "payout_not_found"),
  },
});

/** Creating, listing and getting payouts. */
export function addPayoutRoutes(app: AdminApi, deps: AdminApiDeps): void {
  const mask = createUserIdMask(deps.policy.maskUserIds);
  const views = createSharedReads<PayoutView>(deps.clock);

  app.openapi(createPayoutRoute, async (c) => {
    const { payout, upload } = await createPayout(deps, c.req.valid("json"), c.var.caller.person);
    const { payoutId } = payout;
    c.header("location", `/api/payouts/${payoutId}`);
    return c.json({ payoutId, upload: { url: upload.url, fields: { ...upload.fields } } }, 201);
  });

  app.openapi(listPayoutsRoute, async (c) => {
    const { cursor, limit, order, ...filter } = c.req.valid("query");
    const unreadable: string[] = [];
    const page = await findPayouts(deps, {
      ...pageOf({ cursor, limit }),
      ...payoutFilterOf(filter, c.var.caller.person, deps.policy),
      unreadable: (payoutId) => unreadable.push(payoutId),
      order,
    });
    const items = page.items.map((payout) => presentSummary(deps, payout));
    const isCopied = (await deps.ledgerOrigin?.read())?.isCopy === true;
    const notices = {
      ...optional("tableCopied", isCopied ? (true as const) : undefined),
      ...optional("unreadable", unreadable.length > 0 ? unreadable : undefined),
      ...optional("isPart", page.isPart),
    };
    return c.json({ items, cursor: page.cursor, ...notices }, 200);
  });

  app.openapi(getPayoutRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const { roles } = c.var.caller;
    const tag = tagOf(payout, { roles, nowMs: deps.clock.nowMs() });
    if (tag !== undefined) c.header("etag", tag);
    if (isKnown(tag, c.req.header("if-none-match"))) return c.body(null, 304);
    // Everybody who looks at what is being paid asks again and again, and counting it reads much.
    const view =
      payout.state === "distributing"
        ? await views(`${payout.payoutId} ${payout.revision}`, () => viewPayout(deps, payout))
        : await viewPayout(deps, payout);
    if (may(roles, "open")) return c.json(presentPayout(view), 200);
    return c.json(
      presentPayout({ ...view, check: view.check && maskCheck(mask, view.check) }),
      200,
    );
  });
}
