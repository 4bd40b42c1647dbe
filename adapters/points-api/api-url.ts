import * as z from "zod";
import { IN_BRACES } from "./placeholders.ts";

/**
 * An address that is called: by https, so that neither credentials nor payments are sent in the
 * open, or by http on this machine itself. Placeholders stand behind the host.
 */
export const apiUrlSchema = z.string().superRefine((url, context) => {
  const message = problemOf(url);
  if (message !== undefined) context.addIssue({ code: "custom", message });
});

function problemOf(url: string): string | undefined {
  const host = /^https?:\/\/([^/?#]+)/.exec(url)?.[1];
  if (host === undefined) return "must begin with https://";
  if (/[{}]/.test(host)) return "placeholders belong behind the host";
  const filled = url.replace(IN_BRACES, "x");
  if (!URL.canParse(filled)) return "is no address";
  const { protocol, hostname, username, password } = new URL(filled);
  if (username !== "" || password !== "") return "holds credentials, which belong into the secret";
  return protocol === "https:" || isLoopback(hostname)
    ? undefined
    : "must begin with https://: http is for this machine itself (localhost, 127.0.0.1, [::1])";
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
