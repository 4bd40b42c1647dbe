import { createHmac } from "node:crypto";

export interface SignedRequest {
  readonly signingSecret: string;
  /** Seconds since the epoch, as `X-Slack-Request-Timestamp` has them. */
  readonly timestamp: string;
  /** The body, byte by byte as it is sent. */
  readonly body: string;
}

/** What `X-Slack-Signature` says. */
export function signSlackRequest({ signingSecret, timestamp, body }: SignedRequest): string {
  const digest = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`);
  return `v0=${digest.digest("hex")}`;
}
