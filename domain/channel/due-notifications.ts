import { type Instant, toEpochMs } from "../clock.ts";
import { makersOf, ownerOf } from "../payout/owner.ts";
import type { Halt, Payout, PayoutIn, PayoutSchedule } from "../payout/payout.ts";
import { approvableUntil } from "../payout/soonest.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { LastDecision } from "./last-decision.ts";
import type { Notification, StatusFacts } from "./message-facts.ts";
import type { PeopleCalled } from "./people-called.ts";

/** A notification about a payout that is to be posted, once for its key. */
export interface DueNotification {
  readonly key: string;
  readonly notification: Notification;
  /** Who is to be mentioned in it. */
  readonly calls?: PeopleCalled | undefined;
}

export interface DueNotificationOptions {
  readonly nowMs: number;
  /** How long before it fires people are reminded. */
  readonly reminderMs: number;
  /** What was posted already, by key. */
  readonly done: readonly string[];
  /** Of a completed payout. */
  readonly receipt?: Receipt | undefined;
  /** How long before a request expires those who may approve it are reminded. */
  readonly approvalReminderMs: number;
  readonly decision?: LastDecision | undefined;
}

/** The notifications that a payout's status calls for now. */
export function dueNotifications(
  payout: Payout,
  status: StatusFacts,
  options: DueNotificationOptions,
): readonly DueNotification[] {
  return [...dueOnceHandedOver(payout, status), ...dueByStage(payout, status, options)];
}

/** Once it is over nobody answers for it any more. */
function dueOnceHandedOver(
  { handedOver: stored }: Payout,
  status: StatusFacts,
): readonly DueNotification[] {
  const { handedOver, stage } = status;
  const isOver = stage === "completed" || stage === "cancelled";
  if (stored === undefined || handedOver === undefined || isOver) return [];
  const key = `handed_over:${stored.at}`;
  const calls = { people: [stored.to] };
  return [{ key, notification: { ...status, handedOver, kind: "handed_over" }, calls }];
}

function dueByStage(
  payout: Payout,
  status: StatusFacts,
  options: DueNotificationOptions,
): readonly DueNotification[] {
  switch (status.stage) {
    case "awaiting_approval":
      return payout.state === "awaiting_approval" ? dueWhileAsked(payout, status, options) : [];
    case "scheduled":
      return payout.state === "scheduled"
        ? [...dueByDecision(payout, status, options), ...dueWhileScheduled(payout, status, options)]
        : [];
    case "distributing":
      return payout.state === "distributing" ? dueByOutage(payout, status, options) : [];
    case "paused":
      // Who stopped it knows; the status message shows it to everybody else.
      if (payout.state !== "paused" || status.reason === "stopped_by_person") return [];
      return [{ key: `paused:${payout.pause.since}`, notification: { ...status, kind: "paused" } }];
    case "halted":
      if (payout.state !== "halted") return [];
      return [{ key: haltedKey(payout.halt), notification: { ...status, kind: "halted" } }];
    case "completed":
      return [
        { key: "report", notification: { ...status, kind: "report" } },
        ...dueByReceipt(status, options.receipt),
      ];
    case "ready":
      return payout.state === "ready"
        ? [...dueByDecision(payout, status, options), ...dueOnceSentBack(payout, status)]
        : [];
    case "cancelled":
      return [];
  }
}

const ASKED = "approval:";

/** That approval is needed; and later, as time goes by, that nobody gave it. */
function dueWhileAsked(
  payout: PayoutIn<"awaiting_approval">,
  status: Extract<StatusFacts, { stage: "awaiting_approval" }>,
  { nowMs, approvalReminderMs, done }: DueNotificationOptions,
): readonly DueNotification[] {
  const { request, firstApproval, revision, updatedAt } = payout;
  const { at, requestedBy } = request;
  const makers = [...makersOf(payout), requestedBy];
  const decidersBut = [...makers, ...(firstApproval === undefined ? [] : [firstApproval.by])];
  const calls = { decidersBut };
  // Asked for once more, it is told once more, also for the same time.
  const asked = `${at}:${requestedBy.id}:${revision}`;
  const key = `${ASKED}${asked}`;
  if (status.isExpired === true) {
    const expired = { ...status, kind: "expired" } as const;
    const people = [ownerOf(payout), requestedBy];
    return [{ key: `expired:${asked}`, notification: expired, calls: { ...calls, people } }];
  }
  const isAgain = done.some((one) => one.startsWith(ASKED) && one !== key);
  const needed = { ...status, isAgain, kind: "approval_needed" } as const;
  const told = { key, notification: needed, calls };
  const until = approvableUntil(request);
  if (!isToBeReminded(until, updatedAt, { nowMs, reminderMs: approvalReminderMs })) return [told];
  const minutesLeft = minutesUntil(until, nowMs);
  const reminder = { ...status, minutesLeft, kind: "approval_reminder" } as const;
  return [told, { key: `approval_reminder:${asked}`, notification: reminder, calls }];
}

/** Slack tells nobody of a changed message, and whom it concerns would not hear of it. */
function dueByDecision(
  payout: PayoutIn<"ready" | "scheduled">,
  status: Extract<StatusFacts, { stage: "ready" | "scheduled" }>,
  { decision: last }: DueNotificationOptions,
): readonly DueNotification[] {
  if (last === undefined) return [];
  const { decision, revision, by, reason, concerned } = last;
  const { scheduledFor } = payout.state === "scheduled" ? status : {};
  const facts = { ...status, decision, by: by.name, reason, scheduledFor };
  return [
    {
      key: `${decision}:${revision}`,
      notification: { ...facts, kind: "decided" },
      calls: { people: concerned },
    },
  ];
}

/** So many rows are named; the receipt has them all. */
const NAMED_ROWS = 10;

/** Once a payout: whoever is called looks into the receipt, and into those that follow. */
function dueByReceipt(
  status: Extract<StatusFacts, { stage: "completed" }>,
  receipt: Receipt | undefined,
): readonly DueNotification[] {
  if (receipt === undefined || receipt.state !== "done" || receipt.findingCount === 0) return [];
  const rows = [...new Set(receipt.findings.flatMap(({ row }) => row ?? []))].slice(0, NAMED_ROWS);
  const { compared } = receipt.counted;
  const facts = { differences: receipt.findingCount, rows, compared: compared.payments };
  return [{ key: "receipt", notification: { ...status, ...facts, kind: "receipt" } }];
}

export function haltedKey({ at }: Pick<Halt, "at">): string {
  return `halted:${at}`;
}

export function overdueKey({ name }: Pick<PayoutSchedule, "name">): string {
  return `overdue:${name}`;
}

type Reminding = Pick<DueNotificationOptions, "nowMs" | "reminderMs">;

/** Whether a time is so near that people may have to be reminded of it. */
export function mayBeReminded(at: Instant, { nowMs, reminderMs }: Reminding): boolean {
  const atMs = toEpochMs(at);
  return nowMs >= atMs - reminderMs && nowMs < atMs;
}

/** Not where it was changed so late that people were only just told of it. */
function isToBeReminded(at: Instant, changedAt: Instant, reminding: Reminding): boolean {
  const wasToldJustNow = toEpochMs(changedAt) > toEpochMs(at) - reminding.reminderMs;
  return mayBeReminded(at, reminding) && !wasToldJustNow;
}

/** Whole ones. */
function minutesUntil(at: Instant, nowMs: number): number {
  return Math.floor((toEpochMs(at) - nowMs) / 60_000);
}

function dueWhileScheduled(
  payout: Extract<Payout, { state: "scheduled" }>,
  status: Extract<StatusFacts, { stage: "scheduled" }>,
  { nowMs, reminderMs }: DueNotificationOptions,
): readonly DueNotification[] {
  const { name, at, overdueSince } = payout.schedule;
  if (overdueSince !== undefined) {
    return [{ key: overdueKey(payout.schedule), notification: { ...status, kind: "overdue" } }];
  }
  if (!isToBeReminded(at, payout.updatedAt, { nowMs, reminderMs })) return [];
  const minutesLeft = minutesUntil(at, nowMs);
  return [{ key: `reminder:${name}`, notification: { ...status, kind: "reminder", minutesLeft } }];
}

/** Slack tells nobody of a changed message, and somebody has to act. */
function dueOnceSentBack(
  { sentBack, ...payout }: PayoutIn<"ready">,
  status: Extract<StatusFacts, { stage: "ready" }>,
): readonly DueNotification[] {
  if (sentBack === undefined) return [];
  const { scheduleName, reasons, requestedBy } = sentBack;
  const facts = { scheduledFor: sentBack, reasons, requestedBy: requestedBy.name };
  const key = `sent_back:${scheduleName}`;
  const calls = { people: [ownerOf(payout), requestedBy] };
  return [{ key, notification: { ...status, ...facts, kind: "sent_back" }, calls }];
}

/** One notification when an outage begins, and one when payments go through again. */
function dueByOutage(
  payout: Extract<Payout, { state: "distributing" }>,
  status: Extract<StatusFacts, { stage: "distributing" }>,
  { done }: DueNotificationOptions,
): readonly DueNotification[] {
  const { outage, distribution } = payout;
  if (outage !== undefined) {
    return [{ key: `outage:${outage.since}`, notification: { ...status, kind: "outage" } }];
  }
  const { outageOver } = distribution;
  // No notification of the end without one of the beginning.
  if (!done.includes(`outage:${outageOver}`)) return [];
  return [{ key: `going_on:${outageOver}`, notification: { ...status, kind: "going_on" } }];
}
