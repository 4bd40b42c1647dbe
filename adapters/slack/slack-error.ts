import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import { ZodError } from "zod";
import { ChannelError, type ChannelErrorOptions } from "../../domain/report/channel.ts";

/** What went wrong with a call to Slack, in Slack's own word where it said one. */
export function toChannelError(method: string, cause: unknown): ChannelError {
  const { code, says, retryAfterMs } = describe(cause);
  return new ChannelError(`Slack ${method} failed: ${says ?? code}.`, {
    cause,
    code,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

type Description = Required<Pick<ChannelErrorOptions, "code">> & {
  readonly says?: string;
  readonly retryAfterMs?: number;
};

function describe(cause: unknown): Description {
  if (cause instanceof WebAPIPlatformError) {
    const { error, response_metadata: metadata } = cause.data;
    // An answer that is not JSON stands here as a whole; only a word can be a code.
    if (!/^\w{1,80}$/.test(error)) return { code: "unreadable_answer" };
    const messages = metadata?.messages ?? [];
    return messages.length === 0
      ? { code: error }
      : { code: error, says: `${error} (${messages.slice(0, 5).join("; ")})` };
  }
  if (cause instanceof WebAPIRateLimitedError) {
    return { code: "ratelimited", retryAfterMs: cause.retryAfter * 1000 };
  }
  if (cause instanceof WebAPIHTTPError) return { code: `http_${cause.statusCode}` };
  if (cause instanceof WebAPIRequestError) {
    const isTimeout = cause.original.name === "TimeoutError";
    return { code: isTimeout ? "timeout" : "unreachable" };
  }
  if (cause instanceof ZodError) return { code: "unreadable_answer" };
  return { code: "not_delivered" };
}
