import { setTimeout as delay } from "node:timers/promises";
import type { Payout } from "../../domain/payout/payout.ts";
import { escapeData } from "../../presentation/slack/message-text.ts";
import { vocabularyOf } from "../../presentation/slack/vocabulary.ts";
import type { AdminApiDeps } from "../admin-api.ts";
import { notifyOfChange } from "../notify-of-change.ts";
import { noteRefusal, pseudonymOf } from "../refusals.ts";
import type { SlackAction } from "./actions.ts";
import { explain, isOurs, refusalCodeOf } from "./explain.ts";
import type { SlackDeps } from "./slack-deps.ts";

/** One request of Slack's. */
export interface Call {
  readonly requestId: string;
  /** When Slack has to be answered at the latest. */
  readonly untilMs: number;
}

/** What came of an attempt, and what to answer; no text when the result is seen anyway. */
export interface Outcome {
  readonly isDone: boolean;
  readonly text?: string;
}

/** Part of Slack's time that is kept for the reply. */
const TO_REPLY_MS = 500;
const MAX_TITLE_LENGTH = 100;

/** Acts for whoever clicked, as long as Slack waits. Never throws: a failure is explained. */
export async function attempt(
  deps: AdminApiDeps,
  { pageUrl }: Pick<SlackDeps, "pageUrl">,
  what: {
    readonly action: SlackAction;
    readonly payoutId?: string;
    /** Who clicked. */
    readonly slackUserId: string;
  } & Call,
  act: () => Promise<Outcome>,
): Promise<Outcome> {
  const { action, payoutId, slackUserId, requestId, untilMs } = what;
  const link = pageUrl === undefined ? undefined : linkTo(pageUrl, payoutId);
  const work = act().catch((error: unknown): Outcome => {
    const code = refusalCodeOf(error);
    if (code !== undefined) {
      const person = pseudonymOf({ id: slackUserId, issuer: "slack" });
      noteRefusal(deps, { code, operation: action, person }, requestId);
    }
    if (isOurs(error)) {
      deps.log({ level: "error", message: `Slack's ${action} failed.`, requestId, error });
    }
    return { isDone: false, text: explain(deps, { action, requestId, link }, error) };
  });
  const { late } = vocabularyOf(deps.language).answers;
  const leftMs = untilMs - TO_REPLY_MS - deps.clock.nowMs();
  return await withTimeout(work, leftMs, () => ({ isDone: false, text: late }));
}

/** Asks for the channel's message to be updated, and says what was done. */
export async function done(
  deps: AdminApiDeps,
  action: SlackAction,
  payout: Payout,
  requestId: string,
): Promise<Outcome> {
  await notifyOfChange(deps, payout.payoutId, requestId);
  const title = escapeData(payout.title, MAX_TITLE_LENGTH);
  const said = vocabularyOf(deps.language, payout.reversalOf !== undefined).answers.done[action](
    title,
  );
  if (payout.dryRun !== true) return { isDone: true, text: said };
  const { mark, summary } = vocabularyOf(deps.language).status.dryRun;
  return { isDone: true, text: `${mark} ${summary} ${said}` };
}

function linkTo(pageUrl: string, payoutId: string | undefined): string {
  return payoutId === undefined ? pageUrl : new URL(`payouts/${payoutId}`, pageUrl).href;
}

/** The result of the work, or of `onTimeout` when it takes longer; the work itself goes on. */
async function withTimeout<T>(work: Promise<T>, withinMs: number, onTimeout: () => T): Promise<T> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      work,
      delay(Math.max(0, withinMs), undefined, { signal: timer.signal }).then(onTimeout),
    ]);
  } finally {
    timer.abort();
  }
}
