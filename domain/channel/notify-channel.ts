import type { MessageLanguage } from "../../presentation/slack/message-words.ts";
import { notificationMessage } from "../../presentation/slack/notification-message.ts";
import { reasonsMessage } from "../../presentation/slack/reasons-message.ts";
import { statusMessage } from "../../presentation/slack/status-message.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { given } from "../report/given.ts";
import type { ResultFiles } from "../report/result-file.ts";
import type { WrittenReport } from "../report/write-report.ts";
import { ChannelError, type ChannelMessage } from "./channel.ts";
import type { DeliveryState } from "./delivery-state.ts";
import { dueNotifications } from "./due-notifications.ts";
import { fileKey, mayBeKnown, type Publisher, type PublisherDeps, publish } from "./publisher.ts";
import type { Turn } from "./publisher-lease.ts";
import { type ReadStatusDeps, readStatus } from "./read-status.ts";
import type { StatusAt, StatusFacts } from "./status-facts.ts";

export type NotifyChannelDeps = PublisherDeps &
  ReadStatusDeps & {
    readonly payouts: PayoutStore;
    readonly resultFiles: ResultFiles;
    readonly language: MessageLanguage;
    /** How long before a payout fires people are reminded of it. */
    readonly reminderMs: number;
  };

/** What the payout itself does not say yet. */
export interface News {
  /** What this run of it came to, while it is just being completed. */
  readonly report?: { readonly run: number; readonly written: WrittenReport };
}

/** A call of the channel, a file's upload included, takes about 95 s with all its tries. */
const TURN: Turn = { waitMs: 10_000, turnMs: 120_000, callMs: 100_000 };
/** Progress is tried once, and soon given up. */
const SHORT_TURN: Turn = { waitMs: 0, turnMs: 20_000, callMs: 10_000 };
/** Larger result workbooks are on the payout's page only. */
const MAX_FILE_BYTES = 20_000_000;

/**
 * Brings the channel up to date with a payout: its one message says how it stands, and what
 * matters is told once in the message's thread. Nothing is said that was said already, so that
 * telling again is no harm.
 * @throws {ChannelError} when it could not be told; telling again goes on where this ended
 */
export async function notifyChannel(
  deps: NotifyChannelDeps,
  payoutId: string,
  news: News = {},
): Promise<void> {
  const told = await deps.deliveryStates.get(payoutId);
  const owed = await planDelivery(deps, payoutId, told, news);
  if (owed === undefined ? told?.behind === undefined : isTold(owed, told)) return;
  await publish(deps, payoutId, TURN, async (teller, known) => {
    // Looked at anew: whoever told before us may have been overtaken by what happened since.
    const plan = await planDelivery(deps, payoutId, known, news);
    if (plan !== undefined) await carryOut(deps, plan, teller);
  });
}

/**
 * Shows in the payout's message how far paying has come, while it is being paid.
 * @throws {ChannelError} at once when somebody else tells, or as the channel fails
 */
export async function notifyProgress(deps: NotifyChannelDeps, payoutId: string): Promise<void> {
  await publish(deps, payoutId, SHORT_TURN, async (teller, known) => {
    const plan = await planDelivery(deps, payoutId, known, {});
    if (plan?.status.stage === "distributing") await carryOut(deps, plan, teller);
  });
}

interface Plan {
  /** Of the payout that it is made of. */
  readonly revision: number;
  /** When the table was restored, if it was: the telling may be older than the channel. */
  readonly restoredAt: string | undefined;
  readonly createdAt: string;
  readonly status: StatusFacts;
  readonly message: ChannelMessage;
  readonly replies: readonly { readonly key: string; readonly message: ChannelMessage }[];
  readonly ending: Ending | undefined;
}

/** What the thread of a report holds besides. */
interface Ending {
  readonly status: StatusAt<"completed">;
  readonly resultKey: string;
  readonly fileName: string;
}

const REASONS_KEY = "reasons";

async function planDelivery(
  deps: NotifyChannelDeps,
  payoutId: string,
  told: DeliveryState | undefined,
  { report }: News,
): Promise<Plan | undefined> {
  const payout = await getPayout(deps.payouts, payoutId);
  const nowMs = deps.clock.nowMs();
  // Once a person took it over, what another run of it came to is no news.
  const isOurs = payout.state === "distributing" && payout.distribution.run === report?.run;
  const written = isOurs ? report.written : undefined;
  const status = await readStatus(deps, payout, { nowMs, ...given("report", written) });
  if (status === undefined) return undefined;
  // A payout that never reached the channel does not begin with its end.
  const isBeginning = status.stage !== "ready" && status.stage !== "cancelled";
  if (!isBeginning && (told === undefined || !mayBeKnown(told))) return undefined;
  const notifications = dueNotifications(payout, status, {
    nowMs,
    reminderMs: deps.reminderMs,
    done: told?.done ?? [],
  });
  const ended = payout.state === "completed" ? payout.report : written;
  return {
    revision: payout.revision,
    restoredAt: payout.ledgerRestoredAt,
    createdAt: payout.createdAt,
    status,
    message: statusMessage(status, deps.language),
    replies: notifications.map(({ key, notification }) => ({
      key,
      message: notificationMessage(notification, deps.language, deps.mentions),
    })),
    ending:
      status.stage === "completed" && ended !== undefined
        ? { status, resultKey: ended.resultKey, fileName: resultNameOf(payout) }
        : undefined,
  };
}

function resultNameOf({ payoutId, dryRun }: Payout): string {
  return dryRun === true ? `dry-run-result-${payoutId}.xlsx` : `result-${payoutId}.xlsx`;
}

function isTold(plan: Plan, told: DeliveryState | undefined): boolean {
  if (told?.message?.says !== plan.message.text || told.behind !== undefined) return false;
  if (told.restoredAt !== plan.restoredAt) return false;
  // One who speaks, or crashed over it, may be saying something else just now.
  if (told.message.unsureSince !== undefined || told.teller !== undefined) return false;
  const keys = plan.replies.map(({ key }) => key);
  if (plan.ending !== undefined) keys.push(fileKey(plan.ending.fileName));
  return keys.every((key) => told.done.includes(key));
}

async function carryOut(deps: NotifyChannelDeps, plan: Plan, teller: Publisher): Promise<void> {
  teller.doubtSinceRestore(plan);
  await teller.say(plan.message);
  for (const { key, message } of plan.replies) {
    await assertUnchanged(deps, plan);
    await teller.reply(key, message, { alsoInChannel: true });
  }
  if (plan.ending !== undefined) await publishEnding(deps, plan.ending, teller);
}

/**
 * The message can be mended, a reply can't: what a person just stopped must not be called done.
 * @throws {ChannelError} `payout_changed`
 */
async function assertUnchanged(deps: NotifyChannelDeps, { revision, status }: Plan): Promise<void> {
  const now = await getPayout(deps.payouts, status.payoutId);
  if (now.revision === revision) return;
  const code = "payout_changed";
  throw new ChannelError("The payout changed while it was being told of.", { code });
}

async function publishEnding(
  deps: NotifyChannelDeps,
  ending: Ending,
  teller: Publisher,
): Promise<void> {
  const { status, resultKey, fileName } = ending;
  const { counts, reasons, failures, link, title, dryRun } = status;
  if (teller.isDone(fileKey(fileName))) return;
  const bytes = await deps.resultFiles.read(resultKey, MAX_FILE_BYTES);
  if (counts.rejected + counts.unknown > 0) {
    const workbook = bytes === undefined ? "on_page" : "attached";
    const facts = {
      counts,
      reasons,
      failures,
      link,
      workbook,
      ...given("dryRun", dryRun),
    } as const;
    await teller.reply(REASONS_KEY, reasonsMessage(facts, deps.language));
  }
  if (bytes === undefined) teller.leaveOut(fileKey(fileName));
  else await teller.attach({ name: fileName, title, bytes });
}
