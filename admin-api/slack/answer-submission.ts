import { declinePayout } from "../../domain/payout/decide-approval.ts";
import { vocabularyOf } from "../../presentation/slack/vocabulary.ts";
import type { AdminApiDeps } from "../admin-api.ts";
import { PERMISSION_OF } from "./actions.ts";
import { attempt, type Call, done } from "./attempt.ts";
import { DECLINE_DIALOG, REASON_BLOCK, readDeclineDialog } from "./decline-dialog.ts";
import { identify } from "./identify.ts";
import type { Submission } from "./interaction.ts";
import { reply } from "./reply.ts";
import type { SlackDeps } from "./slack-deps.ts";

/** Declined, and the dialog closes; told of it is nice to have. */
const LEAST_TO_REPLY_MS = 300;

/** What Slack is answered so that the dialog stays, with what is wrong beneath its field. */
interface DialogErrors {
  readonly response_action: "errors";
  readonly errors: Readonly<Record<string, string>>;
}

/** Declines a payout for the reason that was typed; undefined closes the dialog. */
export async function answerSubmission(
  deps: AdminApiDeps,
  slack: SlackDeps,
  submission: Submission,
  call: Call,
): Promise<DialogErrors | undefined> {
  if (submission.view.callback_id !== DECLINE_DIALOG) return undefined;
  const { payoutId, reason, responseUrl, threadTs } = readDeclineDialog(submission);
  if (reason === "") return errors(vocabularyOf(deps.language).answers.dialog.reasonMissing);
  const action = "decline_payout";
  const outcome = await attempt(deps, slack, { action, payoutId, ...call }, async () => {
    const person = await identify(deps, slack, submission.user.id, PERMISSION_OF[action]);
    const payout = await declinePayout(deps, payoutId, { reason }, person);
    return await done(deps, action, payout, call.requestId);
  });
  const { isDone, text = "" } = outcome;
  if (!isDone) return errors(text);
  const leftMs = Math.max(call.untilMs - deps.clock.nowMs(), LEAST_TO_REPLY_MS);
  try {
    await reply({ url: responseUrl, threadTs }, text, leftMs);
  } catch (error) {
    const { requestId } = call;
    deps.log({ level: "error", message: "Who declined was not told.", requestId, error });
  }
  return undefined;
}

function errors(text: string): DialogErrors {
  return { response_action: "errors", errors: { [REASON_BLOCK]: text } };
}
