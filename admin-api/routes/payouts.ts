import { createRoute, z } from "@hono/zod-openapi";
import { optional } from "../../domain/optional.ts";
import { createPayout } from "../../domain/payout/create-payout.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import { maskCheck } from "../../domain/payout/mask-check.ts";
import { payoutMatcher } from "../../domain/payout/search-payouts.ts";
import { createUserIdMask } from "../../domain/payout/user-id-mask.ts";
import { viewPayout } from "../../domain/report/payout-view.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { may, routeOf } from "../guard.ts";
import { presentPayout, presentSummary } from "../present-payout.ts";
import { json, jsonBody, problems } from "../route-responses.ts";
import { pageOf, pagingQuery } from "../schemas/paging.ts";
import { payoutAnswerSchema, payoutListSchema, payoutStateSchema } from "../schemas/payout.ts";
import {
  createdPayoutSchema,
  createPayoutBodySchema,
  payoutParamsSchema,
} from "../schemas/requests.ts";

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

const listPayoutsRoute = createRoute({
  ...routeOf("listPayouts"),
  tags: ["Payouts"],
  summary: "List payouts, newest first",
  description:
    "With `search`, a page may hold fewer than `limit`, even none, and still have a cursor: go on until it has none.",
  request: {
    query: z.strictObject({
      state: payoutStateSchema.optional(),
      search: z.string().trim().min(1).max(200).optional().meta({
        description: "A part of title, file name, creator's name or id, in whatever letter case.",
        example: "이벤트",
      }),
      deleted: z.literal("true").optional().meta({
        description: "Those that were deleted, which no other list shows; of all states.",
      }),
      ...pagingQuery,
    }),
  },
  responses: {
    200: json(payoutListSchema, "A page of payouts."),
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
    ...problems("invalid_request", "payout_not_found"),
  },
});

/** Creating, listing and getting payouts. */
export function addPayoutRoutes(app: AdminApi, deps: AdminApiDeps): void {
  const mask = createUserIdMask(deps.policy.maskUserIds);

  app.openapi(createPayoutRoute, async (c) => {
    const { payout, upload } = await createPayout(deps, c.req.valid("json"), c.var.caller.person);
    const { payoutId } = payout;
    c.header("location", `/api/payouts/${payoutId}`);
    return c.json({ payoutId, upload: { url: upload.url, fields: { ...upload.fields } } }, 201);
  });

  app.openapi(listPayoutsRoute, async (c) => {
    const { state, search, deleted, ...paging } = c.req.valid("query");
    const unreadable: string[] = [];
    const page = await deps.payouts.list({
      ...pageOf(paging),
      unreadable: (payoutId) => unreadable.push(payoutId),
      ...optional("state", state),
      ...optional("deleted", deleted && ("only" as const)),
      ...optional("matches", search === undefined ? undefined : payoutMatcher(search)),
    });
    const items = page.items.map((payout) => presentSummary(deps, payout));
    const isCopied = (await deps.ledgerOrigin?.read())?.isCopy === true;
    const notices = {
      ...optional("tableCopied", isCopied ? (true as const) : undefined),
      ...optional("unreadable", unreadable.length > 0 ? unreadable : undefined),
    };
    return c.json({ items, cursor: page.cursor, ...notices }, 200);
  });

  app.openapi(getPayoutRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const view = await viewPayout(deps, payout);
    if (may(c.var.caller.roles, "open")) return c.json(presentPayout(view), 200);
    return c.json(
      presentPayout({ ...view, check: view.check && maskCheck(mask, view.check) }),
      200,
    );
  });
}
