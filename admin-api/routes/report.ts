import { createRoute } from "@hono/zod-openapi";
import type { Payout } from "../../domain/payout/payout.ts";
import { findResult } from "../../domain/report/find-result.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { guarded } from "../guard.ts";
import { problems } from "../route-responses.ts";
import { payoutParamsSchema } from "../schemas/requests.ts";

/** Long enough to follow the redirect, too short to pass the link on. */
const LINK_EXPIRES_IN_SECONDS = 300;

const getReportRoute = createRoute({
  method: "get",
  path: "/api/payouts/{payoutId}/report",
  operationId: "getReport",
  tags: ["Reports"],
  summary: "Download the result workbook",
  description:
    "It tells what people settled, too: when a payment was settled since it was written, it is written again first. That of a large payout takes longer than a request may; ask again then.",
  ...guarded("read"),
  request: { params: payoutParamsSchema },
  responses: {
    302: { description: "To a link that downloads the workbook for five minutes." },
    ...problems("invalid_request", "payout_not_found", "no_report_yet", "result_being_written"),
  },
});

/** The result workbook. */
export function addReportRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(getReportRoute, async (c) => {
    const payout = await findResult(deps, c.req.valid("param").payoutId);
    const link = await deps.results.link(payout.report.resultKey, {
      fileName: reportName(payout),
      expiresInSeconds: LINK_EXPIRES_IN_SECONDS,
    });
    return c.redirect(link, 302);
  });
}

function reportName({ fileName, dryRun }: Payout): string {
  const name = fileName.replace(/\.[^.]+$/, "");
  return dryRun === true ? `${name}-dry-run-result.xlsx` : `${name}-result.xlsx`;
}
