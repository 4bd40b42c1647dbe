import { toEpochMs } from "../clock.ts";
import type { Halt, Payout, PayoutSchedule } from "../payout/payout.ts";
import type { Moment } from "./moment-facts.ts";
import type { StoryFacts } from "./story-facts.ts";

/** A moment that is to be told of a payout, and the key under which it is told once. */
export interface DueMoment {
  readonly key: string;
  readonly moment: Moment;
}

export interface MomentOptions {
  readonly nowMs: number;
  /** How long before it fires people are reminded. */
  readonly reminderMs: number;
  /** What was told already, by key. */
  readonly done: readonly string[];
}

/** What of a payout's story is worth a line of its own, now. */
export function momentsOf(
  payout: Payout,
  story: StoryFacts,
  options: MomentOptions,
): readonly DueMoment[] {
  switch (story.stage) {
    case "awaiting_approval": {
      if (payout.state !== "awaiting_approval") return [];
      const key = `approval:${payout.request.at}:${payout.request.requestedBy.id}`;
      return [{ key, moment: { ...story, kind: "approval_needed" } }];
    }
    case "scheduled":
      return payout.state === "scheduled" ? momentsOfScheduled(payout, story, options) : [];
    case "distributing":
      return payout.state === "distributing" ? momentsOfOutage(payout, story, options) : [];
    case "paused":
      // A person who stops it knows; the message shows it.
      if (payout.state !== "paused" || story.reason === "stopped_by_person") return [];
      return [{ key: `paused:${payout.pause.since}`, moment: { ...story, kind: "paused" } }];
    case "halted":
      if (payout.state !== "halted") return [];
      return [{ key: haltedKey(payout.halt), moment: { ...story, kind: "halted" } }];
    case "completed":
      return [{ key: "report", moment: { ...story, kind: "report" } }];
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

function momentsOfScheduled(
  payout: Extract<Payout, { state: "scheduled" }>,
  story: Extract<StoryFacts, { stage: "scheduled" }>,
  { nowMs, reminderMs }: MomentOptions,
): readonly DueMoment[] {
  const { name, at, overdueSince } = payout.schedule;
  if (overdueSince !== undefined) {
    return [{ key: overdueKey(payout.schedule), moment: { ...story, kind: "overdue" } }];
  }
  const remindFromMs = toEpochMs(at) - reminderMs;
  const isDue = nowMs >= remindFromMs && nowMs < toEpochMs(at);
  // What was scheduled this late was just told of.
  if (!isDue || toEpochMs(payout.updatedAt) > remindFromMs) return [];
  const minutesLeft = Math.floor((toEpochMs(at) - nowMs) / 60_000);
  return [{ key: `reminder:${name}`, moment: { ...story, kind: "reminder", minutesLeft } }];
}

/** An outage is told of once when it begins, and once when payments go through again. */
function momentsOfOutage(
  payout: Extract<Payout, { state: "distributing" }>,
  story: Extract<StoryFacts, { stage: "distributing" }>,
  { done }: MomentOptions,
): readonly DueMoment[] {
  const { outage, distribution } = payout;
  if (outage !== undefined) {
    return [{ key: `outage:${outage.since}`, moment: { ...story, kind: "outage" } }];
  }
  const { outageOver } = distribution;
  // Where nobody was told of the outage, nobody waits for its end.
  if (!done.includes(`outage:${outageOver}`)) return [];
  return [{ key: `going_on:${outageOver}`, moment: { ...story, kind: "going_on" } }];
}
