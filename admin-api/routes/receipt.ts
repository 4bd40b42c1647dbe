import { createRoute } from "@hono/zod-openapi";
import { recordListing } from "../../domain/personal-data/access-trail.ts";
import { requestReceipt } from "../../domain/receipt/begin-receipt.ts";
import { viewReceipt } from "../../domain/receipt/view-receipt.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentReceipt } from "../present-receipt.ts";
import { json, problems } from "../route-responses.ts";
import { receiptAnswerSchema } from "../schemas/receipt.ts";
import { payoutParamsSchema } from "../schemas/requests.ts";

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
}
