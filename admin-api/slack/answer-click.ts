import { findUndecided } from "../../domain/payout/decide-approval.ts";
import { vocabularyOf } from "../../presentation/slack/vocabulary.ts";
import type { AdminApiDeps } from "../admin-api.ts";
import { ACTS, isSlackAction, PERMISSION_OF, type SlackAction } from "./actions.ts";
import { attempt, type Call, done, type Outcome } from "./attempt.ts";
import { declineDialog } from "./decline-dialog.ts";
import { identify } from "./identify.ts";
import { type Click, readButtonValue } from "./interaction.ts";
import { reply } from "./reply.ts";
import type { SlackDeps } from "./slack-deps.ts";

/** Slack is late by now, but who clicked has to hear of it. */
const LEAST_TO_REPLY_MS = 300;

/**
 * Does what a button says and tells whoever pressed it. The status is 200 unless they could not be
 * told that nothing was done: then Slack shows them a warning.
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
  const outcome = await attempt(deps, slack, { action, payoutId, ...call }, () =>
    press(deps, slack, { click, action, value, requestId: call.requestId }),
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
  const payout = await findUndecided(deps, "decline", value.payoutId, person);
  const { url, threadTs } = addressOf(click);
  const about = { payoutId: value.payoutId, responseUrl: url, threadTs };
  const words = vocabularyOf(deps.language).answers;
  await slack.views.open(click.trigger_id, declineDialog(payout, about, words));
  return { isDone: true };
}

function addressOf({ response_url: url, container }: Click) {
  return { url, threadTs: container?.thread_ts };
}
