import { isSignedBySlack, MAX_SIGNATURE_AGE_MS } from "../../adapters/slack/verify-signature.ts";
import type { Clock } from "../../domain/clock.ts";
import type { SlackDeps } from "./slack-deps.ts";

/**
 * The body of a request that Slack signed just now and that nobody took before, whichever process
 * that was; undefined for every other one.
 */
export async function readSigned(
  {
    signingSecret,
    requests,
    clock,
  }: Pick<SlackDeps, "signingSecret" | "requests"> & {
    readonly clock: Clock;
  },
  request: Request,
): Promise<string | undefined> {
  const signature = request.headers.get("x-slack-signature") ?? "";
  const timestamp = request.headers.get("x-slack-request-timestamp") ?? "";
  if (signature === "" || timestamp === "") return undefined;
  const body = new Uint8Array(await request.arrayBuffer());
  const secret = await signingSecret();
  if (secret === undefined) return undefined;
  const nowMs = clock.nowMs();
  const key = { signingSecret: secret, nowMs };
  if (!isSignedBySlack({ timestamp, signature, body }, key)) return undefined;
  // A time stamp may be ahead as much as behind: by then it is too old either way.
  const isFirst = await requests.take(signature, nowMs + 2 * MAX_SIGNATURE_AGE_MS);
  return isFirst ? new TextDecoder().decode(body) : undefined;
}
