import { createHmac, timingSafeEqual } from "node:crypto";

/** A request as Slack signs it. */
export interface SignedRequest {
  /** Header `X-Slack-Request-Timestamp`: epoch seconds. */
  readonly timestamp: string;
  /** Header `X-Slack-Signature`: `v0=` and 64 hexadecimal digits. */
  readonly signature: string;
  /** The body byte by byte as it came. */
  readonly body: Uint8Array;
}

/** A request that is older, or from the future, is refused: it may be a replay. */
export const MAX_SIGNATURE_AGE_MS = 5 * 60_000;

/**
 * Whether Slack sent this request, just now. Takes the same time for every signature that is
 * wrong, so that none can be guessed digit by digit.
 */
export function isSignedBySlack(
  { timestamp, signature, body }: SignedRequest,
  { signingSecret, nowMs }: { readonly signingSecret: string; readonly nowMs: number },
): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(nowMs - Number(timestamp) * 1000) > MAX_SIGNATURE_AGE_MS) return false;
  const digits = /^v0=([0-9a-f]{64})$/.exec(signature)?.[1];
  if (digits === undefined) return false;
  const digest = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(body);
  return timingSafeEqual(Buffer.from(digits, "hex"), digest.digest());
}
