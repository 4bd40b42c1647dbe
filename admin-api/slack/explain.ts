import { ChannelError } from "../../domain/channel/channel.ts";
import { WrongStateError } from "../../domain/payout/change-payout.ts";
import { escapeData } from "../../presentation/slack/message-text.ts";
import { type AnswerWords, vocabularyOf } from "../../presentation/slack/vocabulary.ts";
import type { AdminApiDeps } from "../admin-api.ts";
import { messageOf, problemOf } from "../problems/problem-answer.ts";
import type { ProblemCode } from "../problems/problem-table.ts";
import { isRefusal, type Refusal } from "../refusals.ts";
import { type SlackAction, UnknownClickerError } from "./actions.ts";

const MAX_EMAIL_LENGTH = 100;

/** What was tried, and where else it can be done. */
export interface Attempt {
  readonly action: SlackAction;
  readonly requestId: string;
  /** The payout's page, or the page itself. */
  readonly link: string | undefined;
}

/** Why a click did nothing and what to do, for whoever clicked. */
export function explain(
  { language, policy }: Pick<AdminApiDeps, "language" | "policy">,
  { action, requestId, link }: Attempt,
  error: unknown,
): string {
  const words = vocabularyOf(language).answers;
  const said = [words.notDone[action]];
  if (error instanceof UnknownClickerError) {
    said.push(whoIs(words, error.email, policy.signInCountsForDays));
  } else if (error instanceof ChannelError) {
    said.push(words.slackFailed(error.code));
  } else {
    const problem = problemOf(error);
    said.push(messageOf(problem)[language], ...hints(words, problem.code, requestId));
    if (action === "hold_payout" && hasBegun(error)) said.push(words.stopInstead);
  }
  if (link !== undefined) said.push(words.page(link));
  return said.join(" ");
}

function whoIs(words: AnswerWords, email: string | undefined, days: number): string {
  if (email === undefined) return words.noEmail;
  return words.notSignedIn(escapeData(email, MAX_EMAIL_LENGTH), days);
}

function hints(words: AnswerWords, code: ProblemCode, requestId: string): readonly string[] {
  if (code === "internal_error") return [words.requestId(requestId)];
  if (code === "no_role" || code === "wrong_role") return [words.rolesOfSignIn];
  return [];
}

function hasBegun(error: unknown): boolean {
  return error instanceof WrongStateError && ["distributing", "paused"].includes(error.state);
}

/** What the log calls it when somebody was not let do it; undefined when it is no refusal. */
export function refusalCodeOf(error: unknown): Refusal["code"] | undefined {
  if (error instanceof UnknownClickerError) return "slack_user_unknown";
  if (error instanceof ChannelError) return undefined;
  const problem = problemOf(error);
  return isRefusal(problem) ? problem.code : undefined;
}

/** Whether the failure is ours, and logged; what people do wrong is not. */
export function isOurs(error: unknown): boolean {
  if (error instanceof UnknownClickerError) return false;
  return error instanceof ChannelError || problemOf(error).code === "internal_error";
}
