import type { IncomingHttpHeaders } from "node:http";
import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import { readArguments, tokenOf } from "./call-arguments.ts";
import type { Modals } from "./interactions/modals.ts";
import type { TriggerIds } from "./interactions/trigger-ids.ts";
import { conversationsHistory, conversationsReplies } from "./methods/conversations.ts";
import { completeUpload, getUploadUrl } from "./methods/files.ts";
import { postMessage, updateMessage } from "./methods/messages.ts";
import type { Method, MethodDeps } from "./methods/method.ts";
import { viewsOpen } from "./methods/views.ts";
import { authTest, usersInfo, usersLookupByEmail } from "./methods/workspace.ts";
import { type SlackFaults, SlackHttpFailure } from "./slack-faults.ts";
import { SlackRefusal } from "./slack-refusal.ts";

export interface WebApiDeps extends MethodDeps {
  readonly faults: SlackFaults;
  readonly triggers: TriggerIds;
  readonly modals: Modals;
  readonly uploadUrl: (secret: string) => string;
}

export interface WebApiCall {
  /** e.g. `chat.postMessage` */
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface ScopedMethod {
  readonly run: Method;
  /** What the app must be granted. */
  readonly scope?: string;
}

const JSON_TYPE = "application/json; charset=utf-8";

/**
 * Slack's Web API: nearly everything is answered with status 200, refusals included.
 * Throws a `SlackSilence` where no answer is to be given.
 */
export function createWebApi(deps: WebApiDeps): (call: WebApiCall) => Promise<HttpAnswer> {
  const { faults, workspace } = deps;
  const methods = new Map<string, ScopedMethod>([
    ["auth.test", { run: authTest }],
    ["chat.postMessage", { run: postMessage, scope: "chat:write" }],
    ["chat.update", { run: updateMessage, scope: "chat:write" }],
    ["conversations.history", { run: conversationsHistory, scope: "channels:history" }],
    ["conversations.replies", { run: conversationsReplies, scope: "channels:history" }],
    ["files.completeUploadExternal", { run: completeUpload, scope: "files:write" }],
    ["files.getUploadURLExternal", { run: getUploadUrl(deps.uploadUrl), scope: "files:write" }],
    ["users.info", { run: usersInfo, scope: "users:read" }],
    ["users.lookupByEmail", { run: usersLookupByEmail, scope: "users:read.email" }],
    ["views.open", { run: viewsOpen(deps.triggers, deps.modals) }],
  ]);
  const provided = [...workspace.scopes].join(",");

  async function perform({ method, headers, body }: WebApiCall): Promise<Record<string, unknown>> {
    const known = methods.get(method);
    if (known === undefined) throw new SlackRefusal("unknown_method");
    const args = readArguments(headers, body);
    const token = tokenOf(headers);
    if (token === undefined) throw new SlackRefusal("not_authed");
    if (token !== workspace.botToken) throw new SlackRefusal("invalid_auth");
    const { run, scope: needed } = known;
    if (needed !== undefined && !workspace.scopes.has(needed)) {
      throw new SlackRefusal("missing_scope", { details: { needed, provided } });
    }
    return await run(args, deps);
  }

  async function answer(call: WebApiCall, headers: Record<string, string>): Promise<HttpAnswer> {
    const { isGarbled, lost } = faults.meet(call.method);
    const body = { ok: true, ...(await perform(call)) };
    if (lost !== undefined) throw lost;
    return isGarbled ? GARBAGE : { status: 200, headers, body };
  }

  return async (call) => {
    const headers = { "content-type": JSON_TYPE, "x-oauth-scopes": provided };
    try {
      return await answer(call, headers);
    } catch (error) {
      if (error instanceof SlackRefusal) return { status: 200, headers, body: error.toAnswer() };
      if (error instanceof SlackHttpFailure) return fail(error, headers);
      throw error;
    }
  };
}

const GARBAGE: HttpAnswer = {
  status: 200,
  headers: { "content-type": "text/html" },
  body: "<html><body>Service temporarily unavailable</body></html>",
};

function fail({ status, retryAfter }: SlackHttpFailure, headers: Record<string, string>) {
  const wait = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  const error = status === 429 ? "ratelimited" : "internal_error";
  return { status, headers: { ...headers, ...wait }, body: { ok: false, error } };
}
