import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import { ZodError } from "zod";
import { ChannelError } from "../../domain/channel/channel.ts";

/** What went wrong with a call to Slack, by Slack's own error code where it sent one. */
export function toChannelError(method: string, cause: unknown): ChannelError {
  const { code, says, retryAfterMs } = describe(cause);
  return new ChannelError(`Slack ${method} failed: ${says ?? code}.`, {
    cause,
    code,
    isInDoubt: isPassingCode(code) || code === NOT_DELIVERED,
    retryAfterMs,
  });
}

/** Slack's codes for failures of its own, which may soon be over. */
const PASSING = new Set([
  "fatal_error",
  "internal_error",
  "request_timeout",
  "service_unavailable",
  "timeout",
  "unreachable",
  "unreadable_answer",
]);

/** Whether the next try may succeed; what was asked may nevertheless have been done. */
export function isPassing({ code }: ChannelError): boolean {
  return isPassingCode(code);
}

function isPassingCode(code: string): boolean {
  return PASSING.has(code) || /^http_5\d\d$/.test(code);
}

/** Codes of failures that leave open whether the call was done. */
const NOT_DELIVERED = "not_delivered";

interface Description {
  readonly code: string;
  readonly says?: string;
  readonly retryAfterMs?: number;
}

function describe(cause: unknown): Description {
  if (cause instanceof WebAPIPlatformError) {
    const { error, response_metadata: metadata } = cause.data;
    // Holds the whole answer when that is not JSON; only a single word can be a code.
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
  if (cause instanceof WebAPIRequestError) return describeFetch(cause.original);
  if (cause instanceof ZodError) return { code: "unreadable_answer" };
  return describeFetch(cause);
}

/** What fetch throws: while it connects and sends, or while the answer is read. */
function describeFetch(cause: unknown): Description {
  if (cause instanceof Error && cause.name === "TimeoutError") return { code: "timeout" };
  return { code: cause instanceof TypeError ? "unreachable" : NOT_DELIVERED };
}
