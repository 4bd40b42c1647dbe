import { createRoute } from "@hono/zod-openapi";
import { copySettings } from "../../domain/payout/copy-payout.ts";
import { deleteDraft } from "../../domain/payout/delete-draft.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import { renamePayout } from "../../domain/payout/rename-payout.ts";
import { replaceSheet } from "../../domain/payout/replace-sheet.ts";
import { viewPayout } from "../../domain/report/payout-view.ts";
import { actingPerson } from "../acting-person.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentPayout } from "../present-payout.ts";
import { BODY_PROBLEMS, json, jsonBody, problems } from "../route-responses.ts";
import { newPayoutSettingsSchema, payoutAnswerSchema } from "../schemas/payout.ts";
import {
  createdPayoutSchema,
  payoutParamsSchema,
  renamePayoutBodySchema,
  replaceSheetBodySchema,
} from "../schemas/requests.ts";

const renamePayoutRoute = createRoute({
  ...routeOf("renamePayout"),
  tags: ["Drafts"],
  summary: "Give a draft another title",
  description: "Until it is scheduled or to be approved. The audit trail keeps the one before.",
  request: { params: payoutParamsSchema, body: jsonBody(renamePayoutBodySchema) },
  responses: {
    200: json(payoutAnswerSchema, "The payout, with its new title."),
    ...problems(...BODY_PROBLEMS, "blank_name", "wrong_state", "payout_changed"),
  },
});

const replaceSheetRoute = createRoute({
  ...routeOf("replaceSheet"),
  tags: ["Drafts"],
  summary: "Give a draft another file",
  description:
    "By its owner. The payout waits for the file and is checked anew; what was checked, seen or ticked of the one before is void, and a `brake` stays. The file before stays in the audit trail, and is kept as long as files are. One that is scheduled is held first.",
  request: { params: payoutParamsSchema, body: jsonBody(replaceSheetBodySchema) },
  responses: {
    200: json(createdPayoutSchema, "The form to upload the file with; that starts the check."),
    ...problems(
      ...BODY_PROBLEMS,
      "blank_name",
      "unsupported_file",
      "sheet_too_large",
      "sheet_not_owner",
      "sheet_is_made",
      "too_many_sheets",
      "wrong_state",
      "payout_changed",
    ),
  },
});

const deleteDraftRoute = createRoute({
  ...routeOf("deleteDraft"),
  tags: ["Drafts"],
  summary: "Delete a draft",
  description:
    "One that nobody had scheduled or decided on, also once it is cancelled or ended by itself. It is `cancelled` and leaves all lists but that of `deleted`; its audit trail stays, and its file as long as files are kept. Deleting again is no error.",
  request: { params: payoutParamsSchema },
  responses: {
    200: json(payoutAnswerSchema, "The payout, `cancelled`, with `deletedBy`."),
    ...problems(
      "invalid_request",
      "payout_not_found",
      "not_deletable",
      "wrong_state",
      "payout_changed",
    ),
  },
});

const copyPayoutRoute = createRoute({
  ...routeOf("copyPayout"),
  tags: ["Drafts"],
  summary: "What a new payout gets that is made like this one",
  description:
    "For `POST /api/payouts`: its settings, its time of day and its note, and its title with the next month in it.",
  request: { params: payoutParamsSchema },
  responses: {
    200: json(newPayoutSettingsSchema, "All but the sheet."),
    ...problems("invalid_request", "payout_not_found", "sheet_is_made"),
  },
});

/** What is done with payouts that nobody has scheduled, and with what is to be like another. */
export function addDraftRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(renamePayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const { title } = c.req.valid("json");
    const payout = await renamePayout(deps, payoutId, title, c.var.caller.person);
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });

  app.openapi(replaceSheetRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const file = c.req.valid("json");
    const { upload } = await replaceSheet(deps, payoutId, file, actingPerson(c.var.caller));
    return c.json({ payoutId, upload: { url: upload.url, fields: { ...upload.fields } } }, 200);
  });

  app.openapi(deleteDraftRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const payout = await deleteDraft(deps, payoutId, c.var.caller.person);
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });

  app.openapi(copyPayoutRoute, async (c) => {
    const payout = await getPayout(deps.payouts, c.req.valid("param").payoutId);
    return c.json(copySettings(deps, payout), 200);
  });
}
