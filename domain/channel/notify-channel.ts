import type { ApprovalReason } from "../payout/approval-reason.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { Policy } from "../payout/policy.ts";
import type { ReceiptStore } from "../receipt/receipt.ts";
import type { ResultFiles } from "../report/result-store.ts";
import type { WrittenReport } from "../report/write-report.ts";
import { type Channel, ChannelError, type ChannelMessage } from "./channel.ts";
import { type ActingKind, type DeliveryState, isActing } from "./delivery-state.ts";
import { type DueNotification, dueNotifications } from "./due-notifications.ts";
import { readLastDecision } from "./last-decision.ts";
import type { MessageWriter, StatusAt, StatusFacts, WorkbookPlace } from "./message-facts.ts";
import { mentionsOf, type PeopleCalledDeps } from "./people-called.ts";
import { fileKey, type Publisher, type PublisherDeps, publish } from "./publisher.ts";
import type { LeaseTimes } from "./publisher-lease.ts";
import { type ReadStatusDeps, readStatus } from "./read-status.ts";
import { isSettled, mayBeKnown } from "./status-message.ts";

export type NotifyChannelDeps = PublisherDeps &
  ReadStatusDeps & {
    readonly payouts: PayoutStore;
    readonly resultFiles: ResultFiles;
    /** Where a payout is told of that may have a channel of its own; `channel` without it. */
    readonly channelOf?: ((payout: Pick<Payout, "pointsApi">) => Channel) | undefined;
    /** What was found of completed payouts; absent where nobody compares them with any books. */
    readonly receipts?: Pick<ReceiptStore, "get"> | undefined;
    readonly messages: MessageWriter;
    /** By which those whom it concerns are called by name; nobody is without it. */
    readonly calling?: PeopleCalledDeps | undefined;
    /** How long before a payout fires people are reminded of it. */
    readonly reminderMs: number;
    readonly policy: Pick<Policy, "approvalReminderMinutes">;
    /** Why a payout would not be paid if its time were now. */
    readonly reasonsNotToPay: (payout: PayoutIn<"scheduled">) => Promise<readonly ApprovalReason[]>;
  };

/** What the payout itself does not say yet. */
export interface News {
  /** The result of this run, while the payout is being completed. */
  readonly report?: { readonly run: number; readonly written: WrittenReport } | undefined;
}

/** A call of the channel, a file's upload included, takes about 95 s with all its tries. */
const LEASE: LeaseTimes = { waitMs: 10_000, leaseMs: 120_000, callMs: 100_000 };
/** Progress is tried once, and soon given up. */
const PROGRESS_LEASE: LeaseTimes = { waitMs: 0, leaseMs: 20_000, callMs: 10_000 };
/** Larger result workbooks are on the payout's page only. */
const MAX_FILE_BYTES = 20_000_000;

/**
 * Brings the channel up to date with a payout: its status message shows how it stands, and each
 * notification that is due is posted once in the message's thread. What stands there already is not
 * posted again, so that calling this again does no harm. `wasUpToDate` when nothing was left to do.
 * @throws {ChannelError} when it could not be delivered; calling again goes on where this ended
 */
export async function notifyChannel(
  deps: NotifyChannelDeps,
  payoutId: string,
  news: News = {},
): Promise<{ readonly wasUpToDate: boolean }> {
  const state = await deps.deliveryStates.get(payoutId);
  const payout = await getPayout(deps.payouts, payoutId);
  const due = await planDelivery(deps, payout, state, news);
  if (due === undefined ? state?.stale === undefined : isDelivered(due, state)) {
    return { wasUpToDate: true };
  }
  const channel = deps.channelOf?.(payout) ?? deps.channel;
  await publish({ ...deps, channel }, payoutId, LEASE, async (publisher, known) => {
    // Read only now, under the lease: the payout may have changed while another publisher held it.
    const now = await getPayout(deps.payouts, payoutId);
    const plan = await planDelivery(deps, now, known, news);
    if (plan !== undefined) await deliver(deps, plan, { publisher, known });
  });
  return { wasUpToDate: false };
}

/**
 * Shows in the payout's status message how many payments are paid so far, while it is being paid; in
 * whichever channel it is given.
 * @throws {ChannelError} at once when somebody else publishes, or as the channel fails
 */
export async function notifyProgress(
  deps: Omit<NotifyChannelDeps, "channelOf">,
  payoutId: string,
): Promise<void> {
  await publish(deps, payoutId, PROGRESS_LEASE, async (publisher, known) => {
    const plan = await planDelivery(deps, await getPayout(deps.payouts, payoutId), known, {});
    if (plan?.status.stage === "distributing") await deliver(deps, plan, { publisher, known });
  });
}

interface Plan {
  /** Of the payout that it is made of. */
  readonly revision: number;
  /**
   * When the table was restored from a backup: the delivery state may be older than the channel.
   */
  readonly restoredAt: string | undefined;
  readonly createdAt: string;
  readonly status: StatusFacts;
  readonly message: ChannelMessage;
  readonly replies: readonly {
    readonly key: string;
    readonly message: ChannelMessage;
    readonly acting: ActingKind | undefined;
  }[];
  readonly ending: Ending | undefined;
}

/** What else the thread of a report holds. */
interface Ending {
  readonly status: StatusAt<"completed">;
  readonly resultKey: string;
  readonly fileName: string;
  /** Whether users in it have ids that look like an e-mail address or a telephone number. */
  readonly hasPersonalIds: boolean;
}

const REASONS_KEY = "reasons";

async function planDelivery(
  deps: NotifyChannelDeps,
  payout: Payout,
  state: DeliveryState | undefined,
  { report }: News,
): Promise<Plan | undefined> {
  const nowMs = deps.clock.nowMs();
  // The result of an earlier run is not shown once a person has stopped or resumed the payout.
  const isOurs = payout.state === "distributing" && payout.distribution.run === report?.run;
  const written = isOurs ? report.written : undefined;
  const status = await readStatus(deps, payout, { nowMs, report: written });
  if (status === undefined) return undefined;
  // A payout that was never shown in the channel is not shown for having ended. One that was sent back
  // was scheduled, and people are to hear that it was not paid even where its schedule was never told.
  const isSentBack = status.stage === "ready" && status.because === "sent_back";
  const isBeginning = isSentBack || (status.stage !== "ready" && status.stage !== "cancelled");
  if (!isBeginning && (state === undefined || !mayBeKnown(state))) return undefined;
  const receipt =
    payout.state === "completed" ? await deps.receipts?.get(payout.payoutId) : undefined;
  const done = state?.done ?? [];
  const due = dueNotifications(payout, status, {
    nowMs,
    reminderMs: deps.reminderMs,
    approvalReminderMs: deps.policy.approvalReminderMinutes * 60_000,
    done,
    receipt,
    decision: await readLastDecision(deps, payout, nowMs),
  });
  const notifications = await Promise.all(
    due.map(async (one) => (done.includes(one.key) ? one : await lookAhead(deps, payout, one))),
  );
  const ended = payout.state === "completed" ? payout.report : written;
  return {
    revision: payout.revision,
    restoredAt: payout.ledgerRestoredAt,
    createdAt: payout.createdAt,
    status,
    message: deps.messages.status(status),
    replies: notifications.map(({ key, notification }) => ({
      key,
      message: deps.messages.notification(notification),
      acting: isActing(notification.kind) ? notification.kind : undefined,
    })),
    ending:
      status.stage === "completed" && ended !== undefined
        ? {
            status,
            resultKey: ended.resultKey,
            fileName: resultNameOf(payout),
            hasPersonalIds: ended.hasPersonalIds === true,
          }
        : undefined,
  };
}

/** Who is called by it; and of a reminder whether the payout would be paid as things are. */
async function lookAhead(
  deps: NotifyChannelDeps,
  payout: Payout,
  { key, notification, calls }: DueNotification,
): Promise<DueNotification> {
  if (calls !== undefined && deps.calling !== undefined) {
    const called = await mentionsOf(deps.calling, calls, { nowMs: deps.clock.nowMs() });
    return { key, notification: { ...notification, called } };
  }
  if (notification.kind !== "reminder" || payout.state !== "scheduled") {
    return { key, notification };
  }
  const obstacles = await deps.reasonsNotToPay(payout);
  return { key, notification: { ...notification, obstacles } };
}

function resultNameOf({ payoutId, dryRun }: Payout): string {
  return dryRun === true ? `dry-run-result-${payoutId}.xlsx` : `result-${payoutId}.xlsx`;
}

function isDelivered(plan: Plan, state: DeliveryState | undefined): boolean {
  if (state === undefined || state.stale !== undefined) return false;
  if (state.restoredAt !== plan.restoredAt) return false;
  // Another publisher, or one that crashed, may have something else on its way to the message.
  if (!isSettled(state.message, plan.message.text) || state.publisher !== undefined) return false;
  if (buttonsOver(plan, state).length > 0) return false;
  const keys = plan.replies.map(({ key }) => key);
  if (plan.ending !== undefined) {
    keys.push(fileKey(plan.ending.fileName));
    if (hasFailures(plan.ending)) keys.push(REASONS_KEY);
  }
  return keys.every((key) => state.done.includes(key));
}

/** Replies whose buttons would do nothing any more. */
function buttonsOver({ replies }: Plan, { acting = [] }: DeliveryState) {
  return acting.filter(({ key }) => !replies.some((reply) => reply.key === key));
}

async function deliver(
  deps: NotifyChannelDeps,
  plan: Plan,
  { publisher, known }: { readonly publisher: Publisher; readonly known: DeliveryState },
): Promise<void> {
  publisher.doubtSinceRestore(plan);
  await publisher.show(plan.message, occasionOf(plan.status));
  for (const { key, kind } of buttonsOver(plan, known)) {
    await publisher.retire(key, deps.messages.over(kind, plan.status));
  }
  for (const { key, message, acting } of plan.replies) {
    await assertUnchanged(deps, plan);
    await publisher.reply(key, message, { alsoInChannel: true, acting });
  }
  if (plan.ending !== undefined) await deliverEnding(deps, plan.ending, publisher);
}

/** What people want to hear of, beside how many payments are made by now. */
function occasionOf(status: StatusFacts): string {
  return `${stageOf(status)} ${status.scheduledFor?.localTime ?? ""}`.trimEnd();
}

function stageOf(status: StatusFacts): string {
  if (status.stage === "distributing" && status.outage !== undefined) return "outage";
  if (status.stage === "awaiting_approval" && status.isExpired === true) return "expired";
  return status.stage;
}

/**
 * Checked before each reply: unlike the message a reply can't be corrected later, and none may call
 * a payout done that a person has just stopped.
 * @throws {ChannelError} `payout_changed`
 */
async function assertUnchanged(deps: NotifyChannelDeps, { revision, status }: Plan): Promise<void> {
  const now = await getPayout(deps.payouts, status.payoutId);
  if (now.revision === revision) return;
  const code = "payout_changed";
  throw new ChannelError("The payout changed while the channel was brought up to date.", { code });
}

/** The workbook comes first: what is said of it names the place where it is. */
async function deliverEnding(
  deps: NotifyChannelDeps,
  ending: Ending,
  publisher: Publisher,
): Promise<void> {
  const workbook = await deliverWorkbook(deps, ending, publisher);
  if (!hasFailures(ending)) return;
  const { counts, reasons, failures, link, dryRun, reversalOf } = ending.status;
  const facts = { counts, reasons, failures, link, workbook, dryRun, reversalOf };
  await publisher.reply(REASONS_KEY, deps.messages.reasons(facts));
}

async function deliverWorkbook(
  deps: NotifyChannelDeps,
  { status, resultKey, fileName: name, hasPersonalIds }: Ending,
  publisher: Publisher,
): Promise<WorkbookPlace> {
  if (publisher.fileOf(name) === undefined) {
    const isShown = deps.userIdMask.mayShowAll(hasPersonalIds);
    const bytes = isShown ? await deps.resultFiles.read(resultKey, MAX_FILE_BYTES) : undefined;
    if (bytes === undefined) publisher.leaveOut(name);
    else await publisher.attach({ name, title: status.title, bytes });
  }
  return publisher.fileOf(name) === "attached" ? "attached" : "on_page";
}

function hasFailures({ status }: Ending): boolean {
  return status.counts.rejected + status.counts.unknown > 0;
}
