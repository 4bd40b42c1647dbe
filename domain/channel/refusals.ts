import type { ChannelError } from "./channel.ts";

/** The message stands in the channel, but what it says stays: another has to take its place. */
const CANNOT_BE_CHANGED: ReadonlySet<string> = new Set([
  "edit_window_closed",
  "cant_update_message",
]);

/** Whether somebody deleted the message, it can't be changed any more, or something else failed. */
export function whyNotUpdated({ code }: ChannelError): "deleted" | "frozen" | undefined {
  if (code === "message_not_found") return "deleted";
  return CANNOT_BE_CHANGED.has(code) ? "frozen" : undefined;
}

/** The app as a whole is refused, or the channel takes nothing: that passes, or can be mended. */
const TAKES_NOTHING: ReadonlySet<string> = new Set([
  "account_inactive",
  "channel_not_found",
  "invalid_auth",
  "is_archived",
  "is_inactive",
  "malformed_token",
  "no_token",
  "not_authed",
  "not_in_channel",
  "org_login_required",
  "rate_limited",
  "ratelimited",
  "team_access_not_granted",
  "team_added_to_org",
  "token_expired",
  "token_revoked",
]);

/**
 * Whether the channel said of a file that it won't have it: a scope is missing, files are turned
 * off, or there is no room left. Every certain refusal counts that is not of the app as a whole, as
 * a channel may have reasons that nobody listed, and the report must not wait for them.
 */
export function isFileRefused({ code, isInDoubt, retryAfterMs }: ChannelError): boolean {
  return !isInDoubt && retryAfterMs === undefined && !TAKES_NOTHING.has(code);
}
