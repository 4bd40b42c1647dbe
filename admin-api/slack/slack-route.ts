import { bodyLimit } from "hono/body-limit";
import { isSignedBySlack, MAX_SIGNATURE_AGE_MS } from "../../adapters/slack/verify-signature.ts";
import type { Clock } from "../../domain/clock.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { noteRefusal } from "../refusals.ts";
import { answerClick, answerSubmission } from "./answer-interaction.ts";
import { readInteraction } from "./interaction.ts";
import type { SlackDeps } from "./slack-deps.ts";

/** Slack sends the whole message with a click; URL-encoded, a Korean letter takes nine bytes. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * `POST /api/slack/actions`, the request URL of the Slack app's interactivity. Slack signs in place
 * of a token and has a format of its own, so that it is no part of the contract. Others are answered
 * 401, without a reason.
 */
export function addSlackRoute(app: AdminApi, deps: AdminApiDeps, slack: SlackDeps): void {
  const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.body(null, 413) });
  app.post("/api/slack/actions", limit, async (c) => {
    const beganMs = deps.clock.nowMs();
    const { requestId } = c.var;
    const form = await readSigned({ ...slack, clock: deps.clock }, c.req.raw);
    if (form === undefined) {
      noteRefusal(deps, { code: "not_signed_by_slack" }, requestId);
      return c.body(null, 401);
    }
    const call = { requestId, untilMs: beganMs + slack.answerWithinMs };
    const interaction = readInteraction(form);
    switch (interaction?.type) {
      case "block_actions":
        return c.body(null, await answerClick(deps, slack, interaction, call));
      case "view_submission": {
        const answer = await answerSubmission(deps, slack, interaction, call);
        return answer === undefined ? c.body(null, 200) : c.json(answer, 200);
      }
      case undefined:
        return c.body(null, 200);
    }
  });
}

/**
 * The body of a request that Slack signed just now and that nobody took before, whichever process
 * that was; undefined for every other one.
 */
async function readSigned(
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
  // A timestamp may be ahead of our clock by as much as it may be old: after both it is refused.
  const isFirst = await requests.take(signature, nowMs + 2 * MAX_SIGNATURE_AGE_MS);
  return isFirst ? new TextDecoder().decode(body) : undefined;
}
