import { createRoute } from "@hono/zod-openapi";
import { markLedgerRestored } from "../../domain/distribution/mark-ledger-restored.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { guarded } from "../guard.ts";
import { json, jsonBody, problems } from "../route-responses.ts";
import { ledgerRestoredSchema, markLedgerRestoredBodySchema } from "../schemas/requests.ts";

const markLedgerRestoredRoute = createRoute({
  method: "post",
  path: "/api/ledger/restored",
  operationId: "markLedgerRestored",
  tags: ["Recovery"],
  summary: "Say that the table was restored from a backup",
  description:
    "Call it before anything pays again. What was paid after the backup is missing from the ledger, so that in every payout there is now, but those that have ended, each payment without an entry is in doubt: it is asked for again under its key, looked up first, or `unknown`, as the points API allows. Payouts created later are not affected. Calling it again is no error, and marks what a broken-off call left.",
  ...guarded("restore"),
  request: { body: jsonBody(markLedgerRestoredBodySchema) },
  responses: {
    200: json(ledgerRestoredSchema, "What was marked."),
    ...problems(
      "invalid_request",
      "malformed_body",
      "unsupported_media_type",
      "body_too_large",
      "payout_changed",
    ),
  },
});

/** What people do once they restored the table. */
export function addRestoreRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(markLedgerRestoredRoute, async (c) => {
    const marked = await markLedgerRestored(deps, c.req.valid("json"), c.var.caller.person);
    return c.json({ payoutIds: [...marked] }, 200);
  });
}
