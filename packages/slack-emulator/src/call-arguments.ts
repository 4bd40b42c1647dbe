import type { IncomingHttpHeaders } from "node:http";
import { parseJson } from "../../../local/stand-in/read-body.ts";
import { SlackRefusal } from "./slack-refusal.ts";

/** Arguments by name; those that are no plain values may still be JSON text. */
export type CallArguments = Readonly<Record<string, unknown>>;

/**
 * The arguments of a Web API call: form fields, as Slack's own client sends them, or JSON.
 * @throws {SlackRefusal}
 */
export function readArguments(headers: IncomingHttpHeaders, body: Buffer): CallArguments {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (body.length === 0) return {};
  if (type === "application/json") {
    const parsed = parseJson(body.toString());
    if (parsed === undefined) throw new SlackRefusal("invalid_json");
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
      throw new SlackRefusal("json_not_object");
    }
    return Object.fromEntries(Object.entries(parsed));
  }
  if (type === "application/x-www-form-urlencoded") {
    return Object.fromEntries(new URLSearchParams(body.toString()));
  }
  throw new SlackRefusal("invalid_post_type");
}

/** The token of a call: in the Authorization header, or among the arguments. */
export function tokenOf(headers: IncomingHttpHeaders, args: CallArguments): string | undefined {
  const header = /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
  return header ?? (typeof args["token"] === "string" ? args["token"] : undefined);
}

/** The bytes of an uploaded file: a multipart body's first file, or the body itself. */
export async function readUpload(headers: IncomingHttpHeaders, body: Buffer): Promise<Uint8Array> {
  const type = headers["content-type"] ?? "";
  const bytes = new Uint8Array(body);
  if (!type.startsWith("multipart/form-data")) return bytes;
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
  for (const value of form.values()) {
    if (typeof value !== "string") return new Uint8Array(await value.arrayBuffer());
  }
  throw new SlackRefusal("no_file_data");
}
