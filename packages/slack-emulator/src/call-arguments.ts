import type { IncomingHttpHeaders } from "node:http";
import { SlackRefusal } from "./slack-refusal.ts";

/** Arguments by name; those that are no plain values may still be JSON text. */
export type CallArguments = Readonly<Record<string, unknown>>;

/**
 * The arguments of a Web API call: form fields, as Slack's own client sends them.
 * @throws {SlackRefusal}
 */
export function readArguments(headers: IncomingHttpHeaders, body: Buffer): CallArguments {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (body.length === 0) return {};
  if (type === "application/x-www-form-urlencoded") {
    return Object.fromEntries(new URLSearchParams(body.toString()));
  }
  throw new SlackRefusal("invalid_post_type");
}

/** The token of a call. */
export function tokenOf(headers: IncomingHttpHeaders): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
}
