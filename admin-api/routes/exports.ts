import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { findPayouts } from "../../domain/payout/find-payouts.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { Page } from "../../domain/payout/payout-store.ts";
import { recordAccess } from "../../domain/personal-data/access-trail.ts";
import { type ListedPayment, listPayments } from "../../domain/report/list-payments.ts";
import { CSV_START, CSV_TYPE } from "../../presentation/csv.ts";
import type { AdminApi, AdminApiDeps, AdminApiEnv } from "../admin-api.ts";
import type { CsvLook } from "../exports/csv-look.ts";
import { eventRecord, eventsHeader } from "../exports/events-csv.ts";
import { paymentRecorder, paymentsHeader } from "../exports/payments-csv.ts";
import { payoutRecord, payoutsHeader } from "../exports/payouts-csv.ts";
import { routeOf } from "../guard.ts";
import { preferredLanguage } from "../preferred-language.ts";
import { presentSummary } from "../present-payout.ts";
import { problems } from "../route-responses.ts";
import { exportQuery, payoutFilterOf, payoutFilterQuery } from "../schemas/payout-query.ts";
import { payoutParamsSchema } from "../schemas/requests.ts";

/** An answer of Lambda's may have 6 MB: four bytes for each character, in UTF-8 and base64. */
const MOST_CHARACTERS = 1_300_000;
const PAYOUTS_OF_A_PART = 500;
/** As many as a listing reads at once. */
const PAYMENTS_OF_A_PART = 5_000;
const EVENTS_OF_A_PART = 1_000;

/** Any text: of this very type the contract's types would allow no answer at all. */
const CSV: string = "text/csv";

const answers = {
  200: {
    description:
      'A part of the file, the first with a byte-order mark and the names of the columns. `Link: <…>; rel="next"` names the next part; the last has none.',
    content: { [CSV]: { schema: z.string() } },
  },
};

const ABOUT =
  "CSV in UTF-8 (RFC 4180). A text that a spreadsheet would run begins with an apostrophe. Put the parts after one another.";

const exportPayoutsRoute = createRoute({
  ...routeOf("exportPayouts"),
  tags: ["Payouts"],
  summary: "Download the list of payouts as CSV, part by part",
  description: ABOUT,
  request: { query: z.strictObject({ ...payoutFilterQuery, ...exportQuery }) },
  responses: { ...answers, ...problems("invalid_request", "invalid_cursor") },
});

const exportPaymentsRoute = createRoute({
  ...routeOf("exportPayments"),
  tags: ["Payments"],
  summary: "Download the payments of a payout as CSV, part by part",
  description: `${ABOUT} Each part is written down in the trail of who saw what of users. A check refuses the file, so that nobody is paid by it once more.`,
  request: { params: payoutParamsSchema, query: z.strictObject(exportQuery) },
  responses: {
    ...answers,
    ...problems(
      "invalid_request",
      "invalid_cursor",
      "payout_not_found",
      "not_started_yet",
      "payments_deleted",
    ),
  },
});

const exportEventsRoute = createRoute({
  ...routeOf("exportEvents"),
  tags: ["Payouts"],
  summary: "Download the audit trail of a payout as CSV, part by part",
  description: ABOUT,
  request: { params: payoutParamsSchema, query: z.strictObject(exportQuery) },
  responses: {
    ...answers,
    ...problems("invalid_request", "invalid_cursor", "payout_not_found"),
  },
});

/** Lists as files for spreadsheets. */
export function addExportRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(exportPayoutsRoute, async (c) => {
    const { language, cursor, order, ...filter } = c.req.valid("query");
    const look = lookOf(deps, c, { language, timeZone: filter.timeZone });
    const page = await findPayouts(deps, {
      ...payoutFilterOf(filter, c.var.caller.person, deps.policy),
      unreadable: () => undefined,
      ...{ order, cursor, limit: PAYOUTS_OF_A_PART },
    });
    const records = page.items.map((payout) => payoutRecord(presentSummary(deps, payout), look));
    return part(c, { header: payoutsHeader(look), records, ...page });
  });

  app.openapi(exportPaymentsRoute, async (c) => {
    const { cursor, ...asked } = c.req.valid("query");
    const look = lookOf(deps, c, asked);
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const { payoutId } = payout;
    await recordAccess(deps, c.var.caller.person, { action: "payments_exported", payoutId });
    const page = await somePayments(deps, payout, cursor, paymentRecorder(payout, look));
    return part(c, { header: paymentsHeader(look), ...page });
  });

  app.openapi(exportEventsRoute, async (c) => {
    const { cursor, ...asked } = c.req.valid("query");
    const look = lookOf(deps, c, asked);
    const { payoutId, reversalOf } = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const events = await deps.payouts.events(payoutId);
    const left = events.filter(({ revision }) => revision > Number(cursor ?? 0));
    const told = left.slice(0, EVENTS_OF_A_PART);
    const next = left.length > told.length ? told.at(-1)?.revision : undefined;
    const records = told.map((event) => eventRecord({ event, reversalOf }, look));
    return part(c, { header: eventsHeader(look), records, cursor: next?.toString() });
  });
}

function lookOf(
  { language, policy }: Pick<AdminApiDeps, "language" | "policy">,
  c: Context<AdminApiEnv>,
  asked: {
    readonly language?: CsvLook["language"] | undefined;
    readonly timeZone?: string | undefined;
  },
): CsvLook {
  return {
    language: asked.language ?? preferredLanguage(c.req.header("accept-language")) ?? language,
    timeZone: asked.timeZone ?? policy.defaultTimeZone,
  };
}

/** As many payments as an answer holds: a sheet may have long texts in every row. */
async function somePayments(
  deps: AdminApiDeps,
  payout: Payout,
  cursor: string | undefined,
  record: (payment: ListedPayment) => string,
): Promise<{ readonly records: readonly string[]; readonly cursor?: string | undefined }> {
  for (let limit = PAYMENTS_OF_A_PART; ; limit = Math.ceil(limit / 4)) {
    const page: Page<ListedPayment> = await listPayments(deps, payout, { cursor, limit });
    const records = page.items.map(record);
    const characters = records.reduce((sum, { length }) => sum + length, 0);
    if (characters <= MOST_CHARACTERS || limit === 1) return { records, cursor: page.cursor };
  }
}

function part(
  c: Context<AdminApiEnv>,
  {
    header,
    records,
    cursor,
  }: {
    readonly header: string;
    readonly records: readonly string[];
    readonly cursor?: string | undefined;
  },
) {
  const isFirst = c.req.query("cursor") === undefined;
  if (cursor !== undefined) {
    const next = new URL(c.req.url);
    next.searchParams.set("cursor", cursor);
    c.header("link", `<${next.pathname}${next.search}>; rel="next"`);
  }
  const start = isFirst ? `${CSV_START}${header}` : "";
  return c.text(`${start}${records.join("")}`, 200, { "content-type": CSV_TYPE });
}
