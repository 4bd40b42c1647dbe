import type * as z from "zod";
import type { Call } from "../connector.ts";
import { type FilledValue, type Filling, IN_BRACES, readPlaceholder } from "./placeholders.ts";

type Json = z.core.util.JSONType;

const ONLY_BRACES = /^\{\{([^{}]*)\}\}$/;

/** Fills the placeholders of url, headers and body for one payment. */
export function createTemplateValues(filling: Filling) {
  function fill(template: Json): Json | undefined {
    if (typeof template === "string") return fillString(template);
    if (Array.isArray(template)) return template.map((item) => fill(item) ?? null);
    if (template === null || typeof template !== "object") return template;
    const filled: Record<string, Json> = {};
    for (const [name, value] of Object.entries(template)) {
      const item = fill(value);
      if (item !== undefined) filled[name] = item;
    }
    return filled;
  }

  /** What is nothing but a placeholder keeps its type. */
  function fillString(template: string): FilledValue {
    const only = readPlaceholder(ONLY_BRACES.exec(template)?.[1] ?? "");
    return only === undefined ? fillText(template) : only.fill(filling);
  }

  function fillText(template: string, write: (text: string) => string = (text) => text): string {
    return template.replace(IN_BRACES, (braces, inside: string) => {
      const placeholder = readPlaceholder(inside);
      return placeholder === undefined ? braces : write(String(placeholder.fill(filling) ?? ""));
    });
  }

  return {
    url: (template: string): string => fillText(template, encodeURIComponent),
    headers: (template: Readonly<Record<string, string>>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(template).map(([name, value]) => [name, fillText(value)] as const),
      ),
    json: (template: Readonly<Record<string, Json>>): Record<string, Json> => {
      const filled = fill(template);
      return typeof filled === "object" && filled !== null && !Array.isArray(filled) ? filled : {};
    },
    text: (template: string): string => fillText(template),
  };
}

/** A body as a form, or as JSON. */
export function encodedBody(
  json: Readonly<Record<string, Json>>,
  isForm: boolean,
): Pick<Call, "form" | "json"> {
  if (!isForm) return { json };
  const fields = Object.entries(json).map(([name, value]) => [name, String(value)] as const);
  return { form: Object.fromEntries(fields) };
}
