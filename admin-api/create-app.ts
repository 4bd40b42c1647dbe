import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { TokenError } from "../adapters/oidc/token-verifier.ts";
import type { AdminApi, AdminApiDeps, AdminApiEnv } from "./admin-api.ts";
import { byWayOfEdge } from "./edge.ts";
import { createIdentifyCaller } from "./identify-caller.ts";
import { notifyOfChange } from "./notify-of-change.ts";
import { problemAnswer, problemOf, validationProblem } from "./problems/problem-answer.ts";
import { ProblemError } from "./problems/problem-error.ts";
import type { ProblemCode } from "./problems/problem-table.ts";
import { isRefusal, noteRefusal, pseudonymOf, type Refusal } from "./refusals.ts";
import { addApprovalRoutes } from "./routes/approval.ts";
import { addContractRoutes } from "./routes/contract.ts";
import { addDownloadRoutes } from "./routes/downloads.ts";
import { addDraftRoutes } from "./routes/drafts.ts";
import { addEventRoutes } from "./routes/events.ts";
import { addExportRoutes } from "./routes/exports.ts";
import { addHandOverRoute } from "./routes/hand-over.ts";
import { addOverviewRoutes } from "./routes/overview.ts";
import { addPaymentRoutes } from "./routes/payments.ts";
import { addPayoutRoutes } from "./routes/payouts.ts";
import { addPersonalDataRoutes } from "./routes/personal-data.ts";
import { addPreFlightRoutes } from "./routes/pre-flight.ts";
import { addReceiptRoutes } from "./routes/receipt.ts";
import { addRecoveryRoutes } from "./routes/recovery.ts";
import { addReminderRoutes } from "./routes/reminders.ts";
import { addScheduleRoutes } from "./routes/schedule.ts";
import { addSetupRoutes } from "./routes/setup.ts";
import { addSheetRoutes } from "./routes/sheet.ts";
import { addTemplateRoutes } from "./routes/template.ts";
import { addUserRoutes } from "./routes/users.ts";
import { addSlackRoute } from "./slack/slack-route.ts";

const MAX_BODY_BYTES = 16_384;
/** Of the one call that names some thousand payments. */
const MAX_LIST_BYTES = 262_144;
const LIST_PATH = /^\/api\/payouts\/[^/]+\/(payments\/resolve|reverse|retry)$/;

const SECURITY_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** The admin API as a fetch handler. Needs no server: a Lambda or any Hono adapter runs it. */
export function createApp(deps: AdminApiDeps): AdminApi {
  const app: AdminApi = new OpenAPIHono<AdminApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw validationProblem(result.target, result.error);
    },
  });
  app.use(requestContext(deps));
  if (deps.isFromEdge !== undefined) app.use(byWayOfEdge(deps.isFromEdge));
  // Before the limit: Slack sends a whole message with each click, which has a limit of its own.
  if (deps.slack !== undefined) addSlackRoute(app, deps, deps.slack);
  app.use(limitedBody());
  app.use("/api/payouts/:payoutId/*", notifyOfChanges(deps));
  addPayoutRoutes(app, deps);
  addOverviewRoutes(app, deps);
  addDraftRoutes(app, deps);
  addReminderRoutes(app, deps);
  addScheduleRoutes(app, deps);
  addHandOverRoute(app, deps);
  addApprovalRoutes(app, deps);
  addPaymentRoutes(app, deps);
  addUserRoutes(app, deps);
  addRecoveryRoutes(app, deps);
  addReceiptRoutes(app, deps);
  addDownloadRoutes(app, deps);
  addSheetRoutes(app, deps);
  addPreFlightRoutes(app, deps);
  addEventRoutes(app, deps);
  addExportRoutes(app, deps);
  addPersonalDataRoutes(app, deps);
  addTemplateRoutes(app, deps);
  addSetupRoutes(app, deps);
  addContractRoutes(app);
  app.notFound((c) => {
    const { path, method } = c.req;
    const problem = unknownAddress(allowedMethods(app.routes, path), method, path);
    return problemAnswer(problem, { path, requestId: c.var.requestId });
  });
  app.onError((error, c) => {
    const { requestId } = c.var;
    const problem = problemOf(error);
    if (isRefusal(problem)) noteRefusal(deps, refusalOf(c, error, problem), requestId);
    if (OURS.has(problem.code)) {
      deps.log({
        level: "error",
        message: `${c.req.method} ${withoutUser(c.req.path)} failed.`,
        requestId,
        error,
      });
    }
    return problemAnswer(problem, { path: c.req.path, requestId });
  });
  return app;
}

/** Problems that nobody who asks can mend: what led to them is logged. */
const OURS: ReadonlySet<ProblemCode> = new Set([
  "internal_error",
  "provider_unavailable",
  "payout_unreadable",
]);

/** Gives the request its id, the guard what it needs, and every answer its headers. */
function requestContext(deps: AdminApiDeps) {
  const identifyCaller = createIdentifyCaller(deps);
  return createMiddleware<AdminApiEnv>(async (c, next) => {
    c.set("requestId", c.env?.lambdaContext?.awsRequestId ?? deps.newId());
    c.set("tokens", deps.tokens);
    c.set("identifyCaller", identifyCaller);
    await next();
    c.header("x-request-id", c.var.requestId);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      if (!c.res.headers.has(name)) c.header(name, value);
    }
  });
}

/** After a call that changed a payout, asks for the channel to be brought up to date. */
function notifyOfChanges(deps: AdminApiDeps) {
  return createMiddleware<AdminApiEnv>(async (c, next) => {
    await next();
    const payoutId = c.req.param("payoutId");
    if (c.req.method === "GET" || !c.res.ok || payoutId === undefined) return;
    await notifyOfChange(deps, payoutId, c.var.requestId);
  });
}

/** Who was refused what: of an expired token, whose it was. */
function refusalOf(
  { var: { operation, caller } }: Context<AdminApiEnv>,
  error: unknown,
  { code }: ProblemError,
): Refusal {
  const person = error instanceof TokenError ? error.person : caller?.person;
  return { code, operation, person: person && pseudonymOf(person) };
}

/** A path may name a user, the log may not: the request's id is enough there. */
function withoutUser(path: string): string {
  return path.replace(/^(\/api\/users\/).+(\/payments(?:\.csv)?)$/s, "$1…$2");
}

function limitedBody() {
  const small = bodyLimitOf(MAX_BODY_BYTES);
  const large = bodyLimitOf(MAX_LIST_BYTES);
  return createMiddleware<AdminApiEnv>((c, next) =>
    (LIST_PATH.test(c.req.path) ? large : small)(c, next),
  );
}

function bodyLimitOf(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError() {
      throw new ProblemError("body_too_large", `At most ${maxSize} bytes are taken.`);
    },
  });
}

function unknownAddress(methods: readonly string[], method: string, path: string): ProblemError {
  if (methods.length === 0) {
    return new ProblemError("route_not_found", `There is nothing at ${path}.`);
  }
  const allow = methods.join(", ");
  return new ProblemError("method_not_allowed", `${path} does not take ${method}, but ${allow}.`, {
    headers: { allow },
    values: { methods: allow },
  });
}

/**
 * The methods that routes take at a path, to decide between 405 and 404. Paths of routes hold
 * `:parameter` segments; routes with wildcards are no addresses and are passed over.
 */
function allowedMethods(
  routes: readonly { readonly method: string; readonly path: string }[],
  path: string,
): readonly string[] {
  const methods = routes
    .filter((route) => !route.path.includes("*") && matches(route.path, path))
    .map((route) => route.method);
  return [...new Set(methods)].sort();
}

function matches(template: string, path: string): boolean {
  const expected = template.split("/");
  const actual = path.split("/");
  if (expected.length !== actual.length) return false;
  return expected.every((segment, index) => segment.startsWith(":") || segment === actual[index]);
}
