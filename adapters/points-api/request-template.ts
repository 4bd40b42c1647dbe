import type * as z from "zod";
import type { Payment } from "../../domain/sheet/payment.ts";

type Json = z.core.util.JSONType;

const PLACEHOLDER = /\{\{(userId|points|reason|idempotencyKey)\}\}/g;
const ONLY_PLACEHOLDER = /^\{\{(userId|points|reason|idempotencyKey)\}\}$/;

/** Fills the placeholders of url, headers and body for one payment. */
export function createTemplateValues(payment: Payment, idempotencyKey: string) {
  const values: Readonly<Record<string, string | number | undefined>> = {
    userId: payment.userId,
    points: payment.points,
    reason: payment.reason,
    idempotencyKey,
  };
  const text = (name: string): string => String(values[name] ?? "");

  function fill(template: Json): Json | undefined {
    if (typeof template === "string") return fillText(template);
    if (Array.isArray(template)) return template.map((item) => fill(item) ?? null);
    if (template === null || typeof template !== "object") return template;
    const filled: Record<string, Json> = {};
    for (const [name, value] of Object.entries(template)) {
      const item = fill(value);
      if (item !== undefined) filled[name] = item;
    }
    return filled;
  }

  function fillText(template: string): string | number | undefined {
    const only = ONLY_PLACEHOLDER.exec(template)?.[1];
    if (only !== undefined) return values[only];
    return template.replace(PLACEHOLDER, (_, name: string) => text(name));
  }

  return {
    url: (template: string): string =>
      template.replace(PLACEHOLDER, (_, name: string) => encodeURIComponent(text(name))),
    headers: (template: Readonly<Record<string, string>>): Record<string, string> =>
      headersOf(template, (value) => value.replace(PLACEHOLDER, (_, key: string) => text(key))),
    json: (template: Readonly<Record<string, Json>>): Json => fill(template) ?? {},
  };
}

/** Headers as they are sent. */
export function headersOf(
  template: Readonly<Record<string, string>>,
  fill: (value: string) => string = (value) => value,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => [name.toLowerCase(), headerValue(fill(value))]),
  );
}

/** Header values are ASCII; anything else (a Korean reason, a line break) is percent-encoded. */
function headerValue(value: string): string {
  return value.replace(/[^\x20-\x7e]/gu, encodeURIComponent);
}
