import { createHash } from "node:crypto";
import type { Payment } from "../../domain/sheet/payment.ts";

/** What placeholders stand for: a payment, and the key under which it is asked for. */
export interface Filling {
  readonly payment: Payment;
  readonly idempotencyKey: string;
}

/** What a placeholder that is a whole JSON value becomes; left out where undefined. */
export type FilledValue = string | number | undefined;

export type PlaceholderName = "userId" | "points" | "reason" | "idempotencyKey";

/** One way to write one of the four: as `{{name}}`, or as `{{name:form}}`. */
interface Form {
  readonly name: PlaceholderName;
  /** After the name. */
  readonly suffix: RegExp;
  /** As it is shown to people. */
  readonly shown: string;
  readonly write: (filling: Filling, matched: RegExpExecArray) => FilledValue;
}

const FORMS: readonly Form[] = [
  {
    ...{ name: "userId", suffix: /^$/, shown: "{{userId}}" },
    write: ({ payment }) => payment.userId,
  },
  {
    ...{ name: "userId", suffix: /^:number$/, shown: "{{userId:number}}" },
    write: ({ payment: { userId } }) => (isNumericUserId(userId) ? Number(userId) : userId),
  },
  {
    ...{ name: "points", suffix: /^$/, shown: "{{points}}" },
    write: ({ payment }) => payment.points,
  },
  {
    ...{ name: "points", suffix: /^:text$/, shown: "{{points:text}}" },
    write: ({ payment }) => String(payment.points),
  },
  {
    ...{ name: "points", suffix: /^:decimal([1-9]|1[0-8])$/, shown: "{{points:decimal2}}" },
    // Points are whole: there is nothing to work out, and so nothing to round.
    write: ({ payment }, [, places]) => `${payment.points}.${"0".repeat(Number(places))}`,
  },
  {
    ...{ name: "reason", suffix: /^$/, shown: "{{reason}}" },
    write: ({ payment }) => payment.reason,
  },
  {
    ...{ name: "idempotencyKey", suffix: /^$/, shown: "{{idempotencyKey}}" },
    write: ({ idempotencyKey }) => idempotencyKey,
  },
  {
    ...{ name: "idempotencyKey", suffix: /^:uuid$/, shown: "{{idempotencyKey:uuid}}" },
    write: ({ idempotencyKey }) => uuidOf(idempotencyKey),
  },
  {
    // With fewer than 24 digits two keys might be the same one day.
    ...{ name: "idempotencyKey", suffix: /^:(2[4-9]|[3-5]\d|6[0-4])$/ },
    shown: "{{idempotencyKey:36}}",
    write: ({ idempotencyKey }, [, digits]) => hashOf(idempotencyKey).slice(0, Number(digits)),
  },
];

export const KNOWN_PLACEHOLDERS = FORMS.map(({ shown }) => shown).join(", ");

/** Everything in double braces, whether or not it is a placeholder. */
export const IN_BRACES = /\{\{([^{}]*)\}\}/g;
const INSIDE = /^(userId|points|reason|idempotencyKey)(.*)$/;

export interface Placeholder {
  readonly name: PlaceholderName;
  readonly fill: (filling: Filling) => FilledValue;
}

/** What stands between double braces as a placeholder; undefined when it is none. */
export function readPlaceholder(inside: string): Placeholder | undefined {
  const [, name, rest = ""] = INSIDE.exec(inside) ?? [];
  for (const form of FORMS) {
    const matched = form.name === name ? form.suffix.exec(rest) : null;
    if (matched !== null)
      return { name: form.name, fill: (filling) => form.write(filling, matched) };
  }
  return undefined;
}

/** Whether a user id is the same user as a JSON number: whole, without leading zeros, and exact. */
export function isNumericUserId(userId: string): boolean {
  return /^(0|[1-9]\d{0,15})$/.test(userId) && Number.isSafeInteger(Number(userId));
}

/** The SHA-256 of the text as 64 hexadecimal digits. */
function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The first half of the hash with the marks of a UUID of version 4 (RFC 9562). */
function uuidOf(text: string): string {
  const digits = hashOf(text);
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}
