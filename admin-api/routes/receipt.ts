import { createRoute } from "@hono/zod-openapi";
import { recordListing } from "../../domain/personal-data/access-trail.ts";
import { requestReceipt } from "../../domain/receipt/begin-receipt.ts";
import { signReceipt } from "../../domain/receipt/sign-receipt.ts";
import { viewReceipt } from "../../domain/receipt/view-receipt.ts";
import { actingPerson } from "../acting-person.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentReceipt } from "../present-receipt.ts";
import { BODY_PROBLEMS, json, jsonBody, problems } from "../route-responses.ts";
import { receiptAnswerSchema } from "../schemas/receipt.ts";
import { payoutParamsSchema, signReceiptBodySchema } from "../schemas/requests.ts";

const getReceiptRoute = createRoute({
  ...routeOf("getReceipt"),
  tags: ["Reports"],
  summary: "The receipt of a completed payout",
  description:
    "Who uploaded, approved and scheduled it, what it came to, and how sheet, ledger and the books of the points API compare, row by row. After each payout some payments are compared by themselves, spread evenly, as many as `policy.receipt.samplePayments` says.",
  request: { params: payoutParamsSchema },
  responses: {
    200: json(receiptAnswerSchema, "The receipt, as far as it was compared."),
    ...problems("invalid_request", "payout_not_found", "no_receipt_yet", "dry_run_has_no_receipt"),
  },
});

const requestReceiptRoute = createRoute({
  ...routeOf("requestReceipt"),
  tags: ["Reports"],
  summary: "Compare all payments of a completed payout with the books of the points API",
  description:
    "Looks each payment up, within the rate and never beside a payout that is being paid by the same points API; `comparison` says how far it has come. It changes nothing: a difference is a finding, for people to act on. While it goes on already, nothing new is begun.",
  request: { params: payoutParamsSchema },
  responses: {
    202: json(receiptAnswerSchema, "It has begun."),
    ...problems(
      "invalid_request",
      "payout_not_found",
      "no_receipt_yet",
      "dry_run_has_no_receipt",
      "payments_deleted",
    ),
  },
});

const signReceiptRoute = createRoute({
  ...routeOf("signReceipt"),
  tags: ["Reports"],
  summary: "Sign the receipt of a completed payout, as another person than its uploader",
  description:
    "Confirms the receipt as it stood at `revision` and `run`, with a note, in the audit trail and in the result workbook. It takes a comparison of the payout as it is, of a sample or of all, nothing that is unknown, and no reversal that is not over; differences do not prevent it. What changes later stands beside it: `signOff.isCurrent` is false then, and it can be signed again. Signing the same again is no error.",
  request: { params: payoutParamsSchema, body: jsonBody(signReceiptBodySchema) },
  responses: {
    200: json(receiptAnswerSchema, "The receipt, with `signOff`."),
    ...problems(
      ...BODY_PROBLEMS,
      "no_receipt_yet",
      "dry_run_has_no_receipt",
      "own_receipt",
      "revision_missing",
      "receipt_changed",
      "compare_first",
      "unknown_left",
      "reversal_open",
      "already_signed",
      "payout_changed",
    ),
  },
});

/** The receipt of a payout; its findings name users. */
export function addReceiptRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(getReceiptRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const view = await viewReceipt(deps, payoutId);
    await recordListing(deps, c.var.caller.person, { payoutId });
    return c.json(presentReceipt(deps, view), 200);
  });

  app.openapi(requestReceiptRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    await requestReceipt(deps, payoutId, c.var.caller.person);
    const view = await viewReceipt(deps, payoutId);
    await recordListing(deps, c.var.caller.person, { payoutId });
    return c.json(presentReceipt(deps, view), 202);
  });

  app.openapi(signReceiptRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    await signReceipt(deps, payoutId, c.req.valid("json"), actingPerson(c.var.caller));
    const view = await viewReceipt(deps, payoutId);
    await recordListing(deps, c.var.caller.person, { payoutId });
    return c.json(presentReceipt(deps, view), 200);
  });
}
