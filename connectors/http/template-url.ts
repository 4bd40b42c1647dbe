import * as z from "zod";
import { addressProblem } from "../api-url.ts";
import { IN_BRACES } from "./placeholders.ts";

/** An address that may be called, in which placeholders stand behind the host. */
export const templateUrlSchema = z.string().superRefine((url, context) => {
  const message = problemOf(url);
  if (message !== undefined) context.addIssue({ code: "custom", message });
});

function problemOf(url: string): string | undefined {
  const host = /^https?:\/\/([^/?#]+)/.exec(url)?.[1];
  if (host !== undefined && /[{}]/.test(host)) return "placeholders belong behind the host";
  return addressProblem(url.replace(IN_BRACES, "x"));
}
