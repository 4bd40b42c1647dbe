import { createRoute } from "@hono/zod-openapi";
import { findProblemWorkbook } from "../../domain/payout/find-problem-workbook.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { guarded } from "../guard.ts";
import { problems } from "../route-responses.ts";
import { payoutParamsSchema } from "../schemas/requests.ts";

/** Long enough to follow the redirect, too short to pass the link on. */
const LINK_EXPIRES_IN_SECONDS = 300;

const getProblemWorkbookRoute = createRoute({
  method: "get",
  path: "/api/payouts/{payoutId}/problem-workbook",
  operationId: "getProblemWorkbook",
  tags: ["Sheets"],
  summary: "Download the sheet with its problems marked",
  description:
    "The sheet as .xlsx, with the first 1,000 problems and warnings coloured and commented in their cells and listed on a tab at the end. Mend the cells, and upload it to a new payout.",
  ...guarded("read"),
  request: { params: payoutParamsSchema },
  responses: {
    302: { description: "To a link that downloads the workbook for five minutes." },
    ...problems(
      "invalid_request",
      "payout_not_found",
      "wrong_state",
      "no_problems",
      "sheet_unreadable",
    ),
  },
});

/** The marketer's own sheet back, with what has to be mended. */
export function addProblemWorkbookRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(getProblemWorkbookRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const link = await deps.problemWorkbooks.link(findProblemWorkbook(payout), {
      fileName: `${payout.fileName.replace(/\.[^.]+$/, "")}-problems.xlsx`,
      expiresInSeconds: LINK_EXPIRES_IN_SECONDS,
    });
    return c.redirect(link, 302);
  });
}
