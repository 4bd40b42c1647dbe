import { toEpochMs } from "../clock.ts";
import type { Halt, Payout, PayoutIn, PayoutSchedule } from "../payout/payout.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { Notification, StatusFacts } from "./message-facts.ts";

/** A notification about a payout that is to be posted, once for its key. */
export interface DueNotification {
  readonly key: string;
  readonly notification: Notification;
}

export interface DueNotificationOptions {
  readonly nowMs: number;
  /** How long before it fires people are reminded. */
  readonly reminderMs: number;
  /** What was posted already, by key. */
  readonly done: readonly string[];
  /** Of a completed payout. */
  readonly receipt?: Receipt | undefined;
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
  return [{ key, notification: { ...status, handedOver, kind: "handed_over" } }];
}

function dueByStage(
  payout: Payout,
  status: StatusFacts,
  options: DueNotificationOptions,
): readonly DueNotification[] {
  switch (status.stage) {
    case "awaiting_approval": {
      if (payout.state !== "awaiting_approval") return [];
      // Asked for once more, it is told once more, also for the same time.
      const key = `approval:${payout.request.at}:${payout.request.requestedBy.id}:${payout.revision}`;
      return [{ key, notification: { ...status, kind: "approval_needed" } }];
    }
    case "scheduled":
      return payout.state === "scheduled" ? dueWhileScheduled(payout, status, options) : [];
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
      return payout.state === "ready" ? dueOnceSentBack(payout, status) : [];
    case "cancelled":
      return [];
  }
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

/** Whether a payout is so near to its time that people may have to be reminded of it. */
export function mayBeReminded(
  { schedule }: Extract<Payout, { state: "scheduled" }>,
  { nowMs, reminderMs }: Reminding,
): boolean {
  const atMs = toEpochMs(schedule.at);
  return nowMs >= atMs - reminderMs && nowMs < atMs;
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
  if (!mayBeReminded(payout, { nowMs, reminderMs })) return [];
  // Scheduled so late that the notification of its schedule was only just posted.
  if (toEpochMs(payout.updatedAt) > toEpochMs(at) - reminderMs) return [];
  const minutesLeft = Math.floor((toEpochMs(at) - nowMs) / 60_000);
  return [{ key: `reminder:${name}`, notification: { ...status, kind: "reminder", minutesLeft } }];
}

/** Slack tells nobody of a changed message, and somebody has to act. */
function dueOnceSentBack(
  { sentBack }: PayoutIn<"ready">,
  status: Extract<StatusFacts, { stage: "ready" }>,
): readonly DueNotification[] {
  if (sentBack === undefined) return [];
  const { scheduleName, reasons, requestedBy } = sentBack;
  const facts = { scheduledFor: sentBack, reasons, requestedBy: requestedBy.name };
  const key = `sent_back:${scheduleName}`;
  return [{ key, notification: { ...status, ...facts, kind: "sent_back" } }];
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
