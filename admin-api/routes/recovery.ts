import { createRoute } from "@hono/zod-openapi";
import { endPayout } from "../../domain/distribution/end-payout.ts";
import { markLedgerRestored } from "../../domain/distribution/mark-ledger-restored.ts";
import { resolvePayment } from "../../domain/distribution/resolve-payment.ts";
import { type Decision, resolvePayments } from "../../domain/distribution/resolve-payments.ts";
import { retryPayout } from "../../domain/distribution/retry-payout.ts";
import { reversePayout } from "../../domain/distribution/reverse-payout.ts";
import { resumePayout, stopPayout } from "../../domain/distribution/stop-and-resume.ts";
import { optional } from "../../domain/optional.ts";
import { viewPayout } from "../../domain/report/payout-view.ts";
import { retriesOf } from "../../domain/report/retries.ts";
import { actingPerson } from "../acting-person.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { presentPayment } from "../present-payment.ts";
import { presentPayout } from "../present-payout.ts";
import { BODY_PROBLEMS, json, jsonBody, problems } from "../route-responses.ts";
import { paymentAnswerSchema } from "../schemas/payment.ts";
import { payoutAnswerSchema } from "../schemas/payout.ts";
import {
  endPayoutBodySchema,
  ledgerRestoredSchema,
  markLedgerRestoredBodySchema,
  paymentParamsSchema,
  payoutParamsSchema,
  type ResolvePaymentsBody,
  resolvedPaymentsSchema,
  resolvePaymentBodySchema,
  resolvePaymentsBodySchema,
  resumePayoutBodySchema,
  retryPayoutBodySchema,
  reversePayoutBodySchema,
  stopPayoutBodySchema,
} from "../schemas/requests.ts";

const stopPayoutRoute = createRoute({
  ...routeOf("stopPayout"),
  tags: ["Recovery"],
  summary: "Stop paying, now",
  description:
    "No new call leaves two seconds later, and every call that was under way is recorded. Approvers may stop as well: whoever sees that something is wrong. Stopped by an approver or admin other than the uploader, also after somebody else stopped it, the payout has a `brake`: only such a person resumes it. Stopping again is no error.",
  request: { params: payoutParamsSchema, body: jsonBody(stopPayoutBodySchema, false) },
  responses: {
    200: json(payoutAnswerSchema, "The payout, `paused`."),
    ...problems(...BODY_PROBLEMS, "wrong_state", "payout_changed"),
  },
});

const resumePayoutRoute = createRoute({
  ...routeOf("resumePayout"),
  tags: ["Recovery"],
  summary: "Go on with a payout that is paused or halted",
  description:
    "The ledger knows who was paid already: nobody is paid again. One that paused because many payments were refused (`many_refused`) is not paused by refusals with that code again. One that was ended is not paid further. One with a `brake` is resumed by an approver or admin other than its uploader.",
  request: { params: payoutParamsSchema, body: jsonBody(resumePayoutBodySchema, false) },
  responses: {
    200: json(payoutAnswerSchema, "The payout, `distributing`."),
    ...problems(
      ...BODY_PROBLEMS,
      "wrong_state",
      "payout_changed",
      "payout_ended",
      "retention_over",
      "needs_approver",
      "table_copied",
    ),
  },
});

const endPayoutRoute = createRoute({
  ...routeOf("endPayout"),
  tags: ["Recovery"],
  summary: "Close a payout that is paused or halted; it can't be taken back",
  description:
    "What was not asked for yet is `withdrawn`. What may have been paid is found out as far as the points API tells, and is `unknown` otherwise. What the points API accepted is waited for. Then the payout is `completed`, with `endedBy`, its result workbook and its report. What was withdrawn can be paid later like what was rejected, by a retry. Where it pauses or halts on its way, ending it again goes on.",
  request: { params: payoutParamsSchema, body: jsonBody(endPayoutBodySchema) },
  responses: {
    200: json(payoutAnswerSchema, "The payout, `distributing` until all of that is found out."),
    ...problems(
      ...BODY_PROBLEMS,
      "wrong_state",
      "payout_changed",
      "retention_over",
      "table_copied",
    ),
  },
});

const retryPayoutRoute = createRoute({
  ...routeOf("retryPayout"),
  tags: ["Recovery"],
  summary: "Pay what was rejected or withdrawn again, by a new payout",
  description:
    "Takes the rejected and withdrawn payments of `rows`, or without it all that no other payout pays again, 10,000 at most. The new payout is checked, scheduled and approved like any other. It needs approval where the original did, and by somebody else than those who settled payments of it as not paid. A payment is in one such payout only, unless that ends `cancelled` or `invalid`. A user id that was wrong is put right by `corrections`: it stays the same payment, and whoever was named first is not paid by another retry.",
  request: { params: payoutParamsSchema, body: jsonBody(retryPayoutBodySchema, false) },
  responses: {
    201: json(payoutAnswerSchema, "The new payout, `uploading`; its check begins by itself."),
    ...problems(
      ...BODY_PROBLEMS,
      "wrong_state",
      "payout_changed",
      "is_reversal",
      "payment_not_rejected",
      "already_retried",
      "nothing_to_retry",
      "settled_by_too_many",
      "correction_refused",
      "corrected_id_was_paid",
      "retention_over",
      "table_copied",
    ),
  },
});

const reversePayoutRoute = createRoute({
  ...routeOf("reversePayout"),
  tags: ["Recovery"],
  summary: "Take back what was paid, by a new payout",
  description:
    "Takes the paid payments of `rows` and of `userIds`, or without both all that no other payout takes back, 10,000 at most. The new payout is checked, scheduled and reported like any other, in the rows of the original, and always needs the approval of a second person. Each payment is taken back whole, under one key for ever, and is in one such payout only, unless that ends `cancelled` or `invalid`, or is `completed` without having taken it back. Where the points API can't take back, nothing is made.",
  request: { params: payoutParamsSchema, body: jsonBody(reversePayoutBodySchema) },
  responses: {
    201: json(payoutAnswerSchema, "The new payout, `uploading`; its check begins by itself."),
    ...problems(
      ...BODY_PROBLEMS,
      "wrong_state",
      "payout_changed",
      "is_reversal",
      "is_dry_run",
      "cannot_take_back",
      "payment_not_paid",
      "already_reversed",
      "nothing_to_reverse",
      "reversed_too_often",
      "settled_by_too_many",
      "retention_over",
      "table_copied",
    ),
  },
});

const resolvePaymentRoute = createRoute({
  ...routeOf("resolvePayment"),
  tags: ["Recovery"],
  summary: "Settle a payment of which nobody knows whether it was paid",
  description:
    "Only a payment that is `unknown`, after looking it up in the points system; in a halted payout also one that is `sending` since more than 15 minutes, which nobody asks for again then. `paid` counts as paid at once. `not_paid` can be paid again by a retry, so it takes two people: what the first one says is `proposed`, and the payment stays as it is; once another person says `not_paid` as well, it counts as rejected. `unknown` takes back what was proposed. Saying the same again is no error.",
  request: { params: paymentParamsSchema, body: jsonBody(resolvePaymentBodySchema) },
  responses: {
    200: json(paymentAnswerSchema, "The payment as it stands now."),
    ...problems(
      ...BODY_PROBLEMS,
      "payment_not_found",
      "wrong_state",
      "stop_first",
      "payout_changed",
      "payment_not_unknown",
      "resolved_otherwise",
      "retention_over",
    ),
  },
});

const resolvePaymentsRoute = createRoute({
  ...routeOf("resolvePayments"),
  tags: ["Recovery"],
  summary: "Settle many payments of which nobody knows whether they were paid",
  description:
    "Each by the rules of the single call, at most 2,000 names a call: `not_paid` is proposed by one person and confirmed by another. What can't be settled is left as it is; the answer says what became of each. The history gets one event of the whole call. To settle all that match a filter, list them (`GET …/payments` by `state`, `user`, `proposed`, page by page) and name their rows: what comes to match meanwhile is not settled unseen.",
  request: { params: payoutParamsSchema, body: jsonBody(resolvePaymentsBodySchema) },
  responses: {
    200: json(resolvedPaymentsSchema, "What became of each payment that was named."),
    ...problems(...BODY_PROBLEMS, "wrong_state", "stop_first", "payout_changed", "retention_over"),
  },
});

const markLedgerRestoredRoute = createRoute({
  ...routeOf("markLedgerRestored"),
  tags: ["Recovery"],
  summary: "Say that the table was restored from a backup",
  description:
    "Call it before anything pays again. Where the table was found to be restored or copied, nobody is paid until then, and it has to take the place of the other table, which must pay nobody any more. What was paid after the backup is missing from the ledger, so that in every payout there is now, but those that have ended, each payment without an entry is in doubt: it is asked for again under its key, looked up first, or `unknown`, as the points API allows. Payouts created later are not affected. Calling it again is no error, and marks what a broken-off call left.",
  request: { body: jsonBody(markLedgerRestoredBodySchema) },
  responses: {
    200: json(ledgerRestoredSchema, "What was marked."),
    ...problems(
      "invalid_request",
      "text_too_long",
      "malformed_body",
      "unsupported_media_type",
      "body_too_large",
      "payout_changed",
    ),
  },
});

/** What people do to a payout that needs recovery, and once they restored the table. */
export function addRecoveryRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(stopPayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const reason = optional("reason", c.req.valid("json").reason);
    const payout = await stopPayout(deps, payoutId, reason, actingPerson(c.var.caller));
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });

  app.openapi(resumePayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const reason = optional("reason", c.req.valid("json").reason);
    const payout = await resumePayout(deps, payoutId, reason, actingPerson(c.var.caller));
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });

  app.openapi(endPayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const payout = await endPayout(deps, payoutId, c.req.valid("json"), c.var.caller.person);
    return c.json(presentPayout(await viewPayout(deps, payout)), 200);
  });

  app.openapi(retryPayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const request = c.req.valid("json");
    const retry = await retryPayout(deps, payoutId, request, c.var.caller.person);
    c.header("location", `/api/payouts/${retry.payoutId}`);
    return c.json(presentPayout(await viewPayout(deps, retry)), 201);
  });

  app.openapi(reversePayoutRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const request = c.req.valid("json");
    const reversal = await reversePayout(deps, payoutId, request, c.var.caller.person);
    c.header("location", `/api/payouts/${reversal.payoutId}`);
    return c.json(presentPayout(await viewPayout(deps, reversal)), 201);
  });

  app.openapi(resolvePaymentRoute, async (c) => {
    const { payoutId, row } = c.req.valid("param");
    const request = { row, ...c.req.valid("json") };
    const settled = await resolvePayment(deps, payoutId, request, c.var.caller.person);
    const { payout, payment, entry } = settled;
    const retries = await retriesOf(deps, [entry]);
    return c.json(presentPayment({ payment, state: entry.state, entry }, payout, retries), 200);
  });

  app.openapi(resolvePaymentsRoute, async (c) => {
    const { payoutId } = c.req.valid("param");
    const body = c.req.valid("json");
    const request = { decisions: decisionsIn(body), note: body.note };
    const { payments } = await resolvePayments(deps, payoutId, request, c.var.caller.person);
    const count = (wanted: string) => payments.filter(({ outcome }) => outcome === wanted).length;
    const counts = { settled: count("settled"), proposed: count("proposed") };
    return c.json({ ...counts, payments: [...payments] }, 200);
  });

  app.openapi(markLedgerRestoredRoute, async (c) => {
    const marked = await markLedgerRestored(deps, c.req.valid("json"), c.var.caller.person);
    return c.json({ payoutIds: [...marked] }, 200);
  });
}

function decisionsIn({ as, rows = [], userIds = [], payments = [] }: ResolvePaymentsBody) {
  const chosen = [...rows.map((row) => ({ row })), ...userIds.map((userId) => ({ userId }))];
  const decisions: Decision[] = as === undefined ? [] : chosen.map((name) => ({ ...name, as }));
  return [...decisions, ...payments];
}
