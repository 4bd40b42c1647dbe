import { createRoute, z } from "@hono/zod-openapi";
import { toInstant } from "../../domain/clock.ts";
import { LANGUAGES } from "../../domain/language.ts";
import { WrongStateError } from "../../domain/payout/change-payout.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { Person } from "../../domain/payout/person.ts";
import { type Access, recordAccess } from "../../domain/personal-data/access-trail.ts";
import { findMarkedSheet } from "../../domain/preflight/find-marked-sheet.ts";
import { fileDeleted, findResult } from "../../domain/report/find-result.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { preferredLanguage } from "../preferred-language.ts";
import { problems } from "../route-responses.ts";
import { payoutParamsSchema } from "../schemas/requests.ts";

/** Long enough to follow the redirect, too short to pass the link on. */
const LINK_EXPIRES_IN_SECONDS = 300;

const getReportRoute = createRoute({
  ...routeOf("getReport"),
  tags: ["Reports"],
  summary: "Download the result workbook",
  description:
    "It tells what people settled, too: when a payment was settled since it was written, it is written again first. That of a large payout takes longer than a request may; ask again then.",
  request: {
    params: payoutParamsSchema,
    query: z.strictObject({
      language: z.enum(LANGUAGES).optional().meta({
        description:
          "Of its words; absent, what the header `Accept-Language` prefers, else the deployment's.",
      }),
    }),
  },
  responses: {
    302: { description: "To a link that downloads the workbook for five minutes." },
    ...problems(
      "invalid_request",
      "payout_not_found",
      "no_report_yet",
      "result_being_written",
      "file_deleted",
    ),
  },
});

const getProblemWorkbookRoute = createRoute({
  ...routeOf("getProblemWorkbook"),
  tags: ["Sheets"],
  summary: "Download the sheet with its problems marked",
  description:
    "The sheet as .xlsx, with the first 1,000 problems and warnings coloured and commented in their cells and listed on a tab at the end. Of a sheet without problems, once its users were looked up: with those marked that the points API does not know. Mend the cells, and upload it to a new payout.",
  request: { params: payoutParamsSchema },
  responses: {
    302: { description: "To a link that downloads the workbook for five minutes." },
    ...problems(
      "invalid_request",
      "payout_not_found",
      "wrong_state",
      "no_problems",
      "sheet_unreadable",
      "file_deleted",
    ),
  },
});

const getSheetRoute = createRoute({
  ...routeOf("getSheet"),
  tags: ["Sheets"],
  summary: "Download the sheet as it was uploaded",
  description:
    "The very file that was checked, with whatever columns it has. Who downloaded it is written down first.",
  request: { params: payoutParamsSchema },
  responses: {
    302: { description: "To a link that downloads the file for five minutes." },
    ...problems("invalid_request", "payout_not_found", "wrong_state", "file_deleted"),
  },
});

/** The files of a payout: its result, the marketer's own sheet, and that with its problems marked. */
export function addDownloadRoutes(app: AdminApi, deps: AdminApiDeps): void {
  /** Before the link is handed out: it works for whoever has it. */
  const record = (action: Access["action"], { payoutId }: Payout, person: Person) => {
    const linkExpiresAt = toInstant(deps.clock.nowMs() + LINK_EXPIRES_IN_SECONDS * 1_000);
    return recordAccess(deps, person, { action, payoutId, linkExpiresAt });
  };

  app.openapi(getReportRoute, async (c) => {
    const { language = preferredLanguage(c.req.header("accept-language")) ?? deps.language } =
      c.req.valid("query");
    const { payoutId } = c.req.valid("param");
    const { payout, link } = await findResult(deps, payoutId, language, (found) => ({
      fileName: reportName(found),
      expiresInSeconds: LINK_EXPIRES_IN_SECONDS,
    }));
    await record("report_downloaded", payout, c.var.caller.person);
    return c.redirect(link, 302);
  });

  app.openapi(getProblemWorkbookRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const link = await deps.problemWorkbooks.link(await findMarkedSheet(deps, payout), {
      fileName: `${payout.fileName.replace(/\.[^.]+$/, "")}-problems.xlsx`,
      expiresInSeconds: LINK_EXPIRES_IN_SECONDS,
    });
    if (link === undefined) throw fileDeleted(payout.payoutId);
    await record("problem_workbook_downloaded", payout, c.var.caller.person);
    return c.redirect(link, 302);
  });

  app.openapi(getSheetRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    const sheet = "sheet" in payout ? payout.sheet : undefined;
    if (sheet === undefined) throw new WrongStateError("sheet", payout);
    const link = await deps.sheetLinks.link(sheet, {
      fileName: payout.fileName,
      expiresInSeconds: LINK_EXPIRES_IN_SECONDS,
    });
    if (link === undefined) throw fileDeleted(payout.payoutId);
    await record("sheet_downloaded", payout, c.var.caller.person);
    return c.redirect(link, 302);
  });
}

function reportName({ fileName, dryRun }: Payout): string {
  const name = fileName.replace(/\.[^.]+$/, "");
  return dryRun === true ? `${name}-dry-run-result.xlsx` : `${name}-result.xlsx`;
}
