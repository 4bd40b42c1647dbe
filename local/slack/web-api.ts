import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../domain/clock.ts";
import type { HttpAnswer } from "../stand-in/problem.ts";
import { readArguments, tokenOf } from "./call-arguments.ts";
import { completeUpload, getUploadUrl } from "./methods/files.ts";
import { postMessage, updateMessage } from "./methods/messages.ts";
import type { Method, MethodDeps } from "./methods/method.ts";
import { authTest, conversationsInfo, usersInfo, usersLookupByEmail } from "./methods/workspace.ts";
import { type SlackFaults, SlackHttpFailure } from "./slack-faults.ts";
import { SlackRefusal } from "./slack-refusal.ts";

export interface WebApiDeps extends MethodDeps {
  readonly faults: SlackFaults;
  readonly clock: Clock;
  readonly uploadUrl: (secret: string) => string;
}

export interface WebApiCall {
  /** e.g. `chat.postMessage` */
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const SCOPES = "chat:write,files:write,channels:read,users:read,users:read.email";

/** Slack's Web API: nearly everything is answered with status 200, refusals included. */
export function createWebApi(deps: WebApiDeps): (call: WebApiCall) => Promise<HttpAnswer> {
  const methods = new Map<string, Method>([
    ["auth.test", authTest],
    ["chat.postMessage", postMessage],
    ["chat.update", updateMessage],
    ["conversations.info", conversationsInfo],
    ["files.completeUploadExternal", completeUpload],
    ["files.getUploadURLExternal", getUploadUrl(deps.uploadUrl)],
    ["users.info", usersInfo],
    ["users.lookupByEmail", usersLookupByEmail],
  ]);

  async function perform({ method, headers, body }: WebApiCall): Promise<Record<string, unknown>> {
    deps.faults.meet(method, deps.clock.nowMs());
    const run = methods.get(method);
    if (run === undefined) throw new SlackRefusal("unknown_method");
    const args = readArguments(headers, body);
    const token = tokenOf(headers, args);
    if (token === undefined) throw new SlackRefusal("not_authed");
    if (token !== deps.workspace.botToken) throw new SlackRefusal("invalid_auth");
    return await run(args, deps);
  }

  return async (call) => {
    const headers = { "content-type": "application/json; charset=utf-8", "x-oauth-scopes": SCOPES };
    try {
      return { status: 200, headers, body: { ok: true, ...(await perform(call)) } };
    } catch (error) {
      if (error instanceof SlackRefusal) return { status: 200, headers, body: error.toAnswer() };
      if (error instanceof SlackHttpFailure) return fail(error, headers);
      throw error;
    }
  };
}

function fail({ status, retryAfter }: SlackHttpFailure, headers: Record<string, string>) {
  const wait = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  const error = status === 429 ? "ratelimited" : "internal_error";
  return { status, headers: { ...headers, ...wait }, body: { ok: false, error } };
}
