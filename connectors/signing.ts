import { createHash, createHmac, createPrivateKey, type KeyObject, sign } from "node:crypto";

/** How the bytes of a digest are written. */
export type DigestForm = "hex" | "base64" | "base64url";

/** A text as it is sent counts as its UTF-8 bytes. */
export function sha256(text: string, form: DigestForm = "hex"): string {
  return createHash("sha256").update(text).digest(form);
}

/**
 * HMAC (RFC 2104) over a text, such as the canonical string of a call.
 * @param key as text, or as bytes where an API gives it in base64: `Buffer.from(secret, "base64")`
 */
export function hmac(
  algorithm: "sha256" | "sha512",
  key: string | Uint8Array,
  text: string,
  form: DigestForm = "hex",
): string {
  return createHmac(algorithm, key).update(text).digest(form);
}

/** What a call is for: its path, and its query as it is sent. */
export function pathAndQuery(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

/** What a token says (RFC 7519). Times (`iat`, `exp`) are whole seconds: {@link epochSeconds}. */
export type Claims = Readonly<Record<string, string | number | boolean>>;

export function epochSeconds(epochMs: number): number {
  return Math.floor(epochMs / 1_000);
}

/** A JWT signed with a secret that both sides know. */
export function signHs256(
  claims: Claims,
  secret: string | Uint8Array,
  header: Claims = {},
): string {
  const input = signingInput("HS256", claims, header);
  return `${input}.${hmac("sha256", secret, input, "base64url")}`;
}

/**
 * A JWT signed with a private key.
 * @param pem the key in PEM (PKCS #8 or PKCS #1), its line ends also as `\n` spelt out
 * @throws {Error} when it is no such key; the message holds nothing of it
 */
export function signRs256(claims: Claims, pem: string, header: Claims = {}): string {
  const input = signingInput("RS256", claims, header);
  return `${input}.${sign("sha256", Buffer.from(input), rsaKeyOf(pem)).toString("base64url")}`;
}

function rsaKeyOf(pem: string): KeyObject {
  const key = privateKeyOf(pem.replaceAll("\\n", "\n"));
  if (key?.asymmetricKeyType === "rsa") return key;
  throw new Error("The key that calls are signed with is no RSA private key in PEM.");
}

function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** RFC 7515, section 5.1 */
function signingInput(alg: string, claims: Claims, header: Claims): string {
  return [{ alg, typ: "JWT", ...header }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
}
