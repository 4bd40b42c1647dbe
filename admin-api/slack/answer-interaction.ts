import {
  assertUnchangedSince,
  declinePayout,
  findUndecided,
} from "../../domain/payout/decide-approval.ts";
import { vocabularyOf } from "../../presentation/slack/vocabulary.ts";
import type { AdminApiDeps } from "../admin-api.ts";
import {
  ACTS,
  identify,
  isSlackAction,
  NO_REVISION,
  PERMISSION_OF,
  type SlackAction,
} from "./actions.ts";
import { attempt, type Call, done, type Outcome } from "./attempt.ts";
import {
  DECLINE_DIALOG,
  declineDialog,
  REASON_BLOCK,
  readDeclineDialog,
} from "./decline-dialog.ts";
import { type Click, readButtonValue, type Submission } from "./interaction.ts";
import type { SlackDeps } from "./slack-deps.ts";

/** Left for the answer even when Slack's time is over: whoever clicked has to hear of it. */
const LEAST_TO_REPLY_MS = 300;

/**
 * Does what a button says and replies to whoever pressed it. The status is 200 unless nothing was
 * done and they could not be answered: then Slack itself shows them a warning.
 */
export async function answerClick(
  deps: AdminApiDeps,
  slack: SlackDeps,
  click: Click,
  call: Call,
): Promise<200 | 500> {
  const button = click.actions[0];
  // Links are clicked as well; nothing is to be done then.
  if (button === undefined || !isSlackAction(button.action_id)) return 200;
  const { action_id: action, value } = button;
  const { payoutId } = readButtonValue(value);
  const outcome = await attempt(
    deps,
    slack,
    { action, payoutId, slackUserId: click.user.id, ...call },
    () => press(deps, slack, { click, action, value, requestId: call.requestId }),
  );
  if (outcome.text === undefined) return 200;
  const leftMs = Math.max(call.untilMs - deps.clock.nowMs(), LEAST_TO_REPLY_MS);
  try {
    await reply(addressOf(click), outcome.text, leftMs);
    return 200;
  } catch (error) {
    const { requestId } = call;
    deps.log({ level: "error", message: "Who clicked was not told.", requestId, error });
    return outcome.isDone ? 200 : 500;
  }
}

async function press(
  deps: AdminApiDeps,
  slack: SlackDeps,
  pressed: {
    readonly click: Click;
    readonly action: SlackAction;
    readonly value: string | undefined;
    readonly requestId: string;
  },
): Promise<Outcome> {
  const { click, action, requestId } = pressed;
  const value = readButtonValue(pressed.value);
  const person = await identify(deps, slack, click.user.id, PERMISSION_OF[action]);
  if (action !== "decline_payout") {
    return await done(deps, action, await ACTS[action](deps, value, person), requestId);
  }
  const { payoutId, revision = NO_REVISION } = value;
  const payout = await findUndecided(deps, "decline", payoutId, person);
  await assertUnchangedSince(deps, payout, payout.request, revision);
  const { url, threadTs } = addressOf(click);
  const about = { payoutId, revision, responseUrl: url, threadTs };
  const words = vocabularyOf(deps.language, payout.reversalOf !== undefined).answers;
  await slack.views.open(click.trigger_id, declineDialog(payout, about, words));
  return { isDone: true };
}

function addressOf({ response_url: url, container }: Click) {
  return { url, threadTs: container?.thread_ts };
}

/** The answer that keeps the dialog open, with what is wrong beneath its field. */
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
  const { payoutId, revision, reason, responseUrl, threadTs } = readDeclineDialog(submission);
  if (reason === "") return errors(vocabularyOf(deps.language).answers.dialog.reasonMissing);
  const action = "decline_payout";
  const outcome = await attempt(
    deps,
    slack,
    { action, payoutId, slackUserId: submission.user.id, ...call },
    async () => {
      const person = await identify(deps, slack, submission.user.id, PERMISSION_OF[action]);
      const payout = await declinePayout(deps, payoutId, { revision, reason }, person);
      return await done(deps, action, payout, call.requestId);
    },
  );
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

/** Where the reply to a click goes; valid for half an hour after it. */
interface ReplyAddress {
  /** `response_url` of the click. */
  readonly url: string | undefined;
  /** The thread that the message stands in, if it does. */
  readonly threadTs?: string | undefined;
}

/**
 * Replies to whoever clicked, and to nobody else.
 * @throws {Error} when Slack does not take it within `withinMs`
 */
async function reply(
  { url, threadTs }: ReplyAddress,
  text: string,
  withinMs: number,
): Promise<void> {
  if (url === undefined) throw new Error("Slack named no address to answer to.");
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({
      response_type: "ephemeral",
      replace_original: false,
      text,
      thread_ts: threadTs,
    }),
    redirect: "error",
    signal: AbortSignal.timeout(withinMs),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`Slack refused the answer to a click: ${response.status}.`);
}
