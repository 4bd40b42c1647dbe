import { toEpochMs } from "../clock.ts";
import type { Halt, Payout, PayoutSchedule } from "../payout/payout.ts";
import type { Notification, StatusFacts } from "./message-facts.ts";

/** A notification that is to be told of a payout, and the key under which it is told once. */
export interface DueNotification {
  readonly key: string;
  readonly notification: Notification;
}

export interface DueNotificationOptions {
  readonly nowMs: number;
  /** How long before it fires people are reminded. */
  readonly reminderMs: number;
  /** What was told already, by key. */
  readonly done: readonly string[];
}

/** What of a payout's status is worth a line of its own, now. */
export function dueNotifications(
  payout: Payout,
  status: StatusFacts,
  options: DueNotificationOptions,
): readonly DueNotification[] {
  switch (status.stage) {
    case "awaiting_approval": {
      if (payout.state !== "awaiting_approval") return [];
      const key = `approval:${payout.request.at}:${payout.request.requestedBy.id}`;
      return [{ key, notification: { ...status, kind: "approval_needed" } }];
    }
    case "scheduled":
      return payout.state === "scheduled" ? dueWhileScheduled(payout, status, options) : [];
    case "distributing":
      return payout.state === "distributing" ? dueByOutage(payout, status, options) : [];
    case "paused":
      // A person who stops it knows; the message shows it.
      if (payout.state !== "paused" || status.reason === "stopped_by_person") return [];
      return [{ key: `paused:${payout.pause.since}`, notification: { ...status, kind: "paused" } }];
    case "halted":
      if (payout.state !== "halted") return [];
      return [{ key: haltedKey(payout.halt), notification: { ...status, kind: "halted" } }];
    case "completed":
      return [{ key: "report", notification: { ...status, kind: "report" } }];
    case "ready":
    case "cancelled":
      return [];
  }
}

export function haltedKey({ at }: Pick<Halt, "at">): string {
  return `halted:${at}`;
}

export function overdueKey({ name }: Pick<PayoutSchedule, "name">): string {
  return `overdue:${name}`;
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
  const remindFromMs = toEpochMs(at) - reminderMs;
  const isDue = nowMs >= remindFromMs && nowMs < toEpochMs(at);
  // What was scheduled this late was just told of.
  if (!isDue || toEpochMs(payout.updatedAt) > remindFromMs) return [];
  const minutesLeft = Math.floor((toEpochMs(at) - nowMs) / 60_000);
  return [{ key: `reminder:${name}`, notification: { ...status, kind: "reminder", minutesLeft } }];
}

/** An outage is told of once when it begins, and once when payments go through again. */
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
  // Where nobody was told of the outage, nobody waits for its end.
  if (!done.includes(`outage:${outageOver}`)) return [];
  return [{ key: `going_on:${outageOver}`, notification: { ...status, kind: "going_on" } }];
}
