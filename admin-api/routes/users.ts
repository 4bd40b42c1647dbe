import { createRoute, z } from "@hono/zod-openapi";
import type { LedgerEntry } from "../../domain/distribution/ledger.ts";
import { createUserIdMask, type UserIdMask } from "../../domain/payout/user-id-mask.ts";
import { recordAccess, recordSearch } from "../../domain/personal-data/access-trail.ts";
import {
  type FoundPayment,
  findPayments,
  SHORTEST_PART,
} from "../../domain/report/find-payments.ts";
import { listUserPayments, type UserPaymentEntry } from "../../domain/report/list-user-payments.ts";
import { retriesOf } from "../../domain/report/retries.ts";
import { CSV_TYPE } from "../../presentation/csv.ts";
import { userPaymentsCsv } from "../../presentation/user-payments-csv.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { may, routeOf } from "../guard.ts";
import { paymentName, presentFound, presentUserPayment } from "../present-payment.ts";
import { json, problems } from "../route-responses.ts";
import { pageOf, pagingQuery } from "../schemas/paging.ts";
import { foundPaymentListSchema, userPaymentListSchema } from "../schemas/payment.ts";

const userParamsSchema = z.object({
  userId: z.string().min(1).max(500).meta({ example: "user-0001" }),
});

const listUserPaymentsRoute = createRoute({
  ...routeOf("listUserPayments"),
  tags: ["Payments"],
  summary: "Everything a user was paid, across payouts, newest first",
  description:
    "Dry runs paid nobody and are left out. A page may hold fewer than `limit`, even none, and still have a cursor: go on until it has none.",
  request: { params: userParamsSchema, query: z.strictObject(pagingQuery) },
  responses: {
    200: json(userPaymentListSchema, "A page of payments; none for a user nobody ever paid."),
    ...problems("invalid_request", "invalid_cursor"),
  },
});

const exportUserPaymentsRoute = createRoute({
  ...routeOf("exportUserPayments"),
  tags: ["Payments"],
  summary: "Download everything a user was paid, as CSV",
  description:
    "The newest 10,000, with what support may say of each. Text that a spreadsheet would run as a formula begins with an apostrophe.",
  request: {
    params: userParamsSchema,
    query: z.strictObject({ language: z.enum(["ko", "en"]).optional() }),
  },
  responses: {
    200: {
      description: "A line for each payment.",
      content: { "text/csv": { schema: z.string() } },
    },
    ...problems("invalid_request"),
  },
});

const findPaymentsRoute = createRoute({
  ...routeOf("findPayments"),
  tags: ["Payments"],
  summary:
    "Look for a user through payouts, also by a part of the id, and in those still to be paid",
  description:
    "Goes through payouts one after the other, so it takes many calls: go on with the cursor until there is none. `in=upcoming` looks for what payouts are to pay that are scheduled, wait for an approval, or are not over; `in=recent` for everything in payouts uploaded within `days`.",
  request: {
    query: z
      .strictObject({
        user: z
          .string()
          .trim()
          .min(1)
          .max(256)
          .meta({
            description: `An id or, of at least ${SHORTEST_PART} characters, a part of one, in whatever letter case.`,
            example: "user-00",
          }),
        whole: z.literal("true").optional().meta({ description: "Only the id as a whole." }),
        in: z.enum(["upcoming", "recent"]),
        days: z
          .string()
          .regex(/^[1-9]\d{0,2}$/, "a whole number from 1 to 366")
          .transform(Number)
          .pipe(z.int().max(366))
          .optional()
          .meta({ type: "integer", minimum: 1, maximum: 366, description: "30 when absent." }),
        cursor: pagingQuery.cursor,
      })
      .refine(({ user, whole }) => whole === "true" || user.length >= SHORTEST_PART, {
        path: ["user"],
        message: `at least ${SHORTEST_PART} characters`,
      }),
  },
  responses: {
    200: json(foundPaymentListSchema, "What was found in a part of the payouts."),
    ...problems("invalid_request", "invalid_cursor"),
  },
});

const DEFAULT_DAYS = 30;
const MOST_EXPORTED = 10_000;
const EXPORT_PAGE = 200;

/** Payments of a user, across payouts: for support. */
export function addUserRoutes(app: AdminApi, deps: AdminApiDeps): void {
  const timeZone = deps.policy.defaultTimeZone;
  const userIdMask = createUserIdMask(deps.policy.maskUserIds);

  async function present(entries: readonly UserPaymentEntry[]) {
    const retries = await retriesOf(
      deps,
      entries.map(({ entry }) => entry),
    );
    const presenting = { retries, reversed: reversedIn(entries), timeZone };
    return entries.map((each) => presentUserPayment(each, presenting));
  }

  app.openapi(listUserPaymentsRoute, async (c) => {
    const { userId } = c.req.valid("param");
    const userIdHash = await deps.hashUserId(userId);
    await recordAccess(deps, c.var.caller.person, { action: "user_looked_up", userIdHash });
    const page = await listUserPayments(deps, userId, pageOf(c.req.valid("query")));
    return c.json({ items: await present(page.items), cursor: page.cursor }, 200);
  });

  app.openapi(exportUserPaymentsRoute, async (c) => {
    const { userId } = c.req.valid("param");
    const { language = deps.language } = c.req.valid("query");
    const userIdHash = await deps.hashUserId(userId);
    await recordAccess(deps, c.var.caller.person, { action: "user_looked_up", userIdHash });
    const entries: UserPaymentEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await listUserPayments(deps, userId, { limit: EXPORT_PAGE, cursor });
      entries.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined && entries.length < MOST_EXPORTED);
    const csv = userPaymentsCsv(await present(entries), { language, timeZone });
    return c.body(csv, 200, {
      "content-type": CSV_TYPE,
      "content-disposition": 'attachment; filename="payments.csv"',
    });
  });

  app.openapi(findPaymentsRoute, async (c) => {
    const { user, whole, in: where, days = DEFAULT_DAYS, cursor } = c.req.valid("query");
    await recordSearch(deps, c.var.caller.person, await deps.hashUserId(user));
    const within = where === "upcoming" ? where : { days };
    const found = await findPayments(deps, { user, isWhole: whole === "true", within, cursor });
    const { searched, isFull, reached: reachedAt, cursor: next } = found;
    const retries = await retriesOf(
      deps,
      found.items.map(({ entry }) => entry),
    );
    const presenting = { retries, reversed: reversedIn(found.items), timeZone };
    // What was asked for, everybody with a role sees; a sheet, only who may open it.
    const mask = may(c.var.caller.roles, "open") ? undefined : userIdMask;
    const shown = found.items.map((each) => (mask === undefined ? each : withoutIds(each, mask)));
    const items = shown.map((each) => presentFound(each, presenting));
    const gone = found.gone.map(({ payoutId, title }) => ({ payoutId, title }));
    return c.json({ items, searched, gone, reachedAt, isFull, cursor: next }, 200);
  });
}

/** A payment that stands in a sheet alone, as it may be shown to who does not open sheets. */
function withoutIds(found: FoundPayment, mask: UserIdMask): FoundPayment {
  if (found.entry !== undefined) return found;
  const { row, userId, points } = found.payment;
  return { ...found, payment: { row, userId: mask.id(userId), points } };
}

/** Payments of reversals among them, by which others are known to be taken back. */
function reversedIn(
  found: readonly { readonly entry?: LedgerEntry | undefined }[],
): ReadonlyMap<string, LedgerEntry> {
  return new Map(
    found.flatMap(({ entry }) =>
      entry === undefined ? [] : [[paymentName(entry.payoutId, entry.row), entry]],
    ),
  );
}
