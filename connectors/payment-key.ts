import { createHash } from "node:crypto";
import type { KeyForm } from "./connector.ts";

/**
 * A payment's own key in the form that an API takes: always the same for the same payment, and never
 * the same for two.
 */
export function keyInForm(key: string, form: KeyForm): string {
  switch (form) {
    case "plain":
      return key;
    case "uuid":
      return uuidOf(hashOf(key));
    default:
      return hashOf(key).slice(0, form);
  }
}

/** The SHA-256 of the text as 64 hexadecimal digits. */
function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The first half of the hash with the marks of a UUID of version 4 (RFC 9562). */
function uuidOf(digits: string): string {
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}
