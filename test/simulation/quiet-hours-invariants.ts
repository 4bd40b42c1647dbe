import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Payout, PayoutIn } from "../../domain/payout/payout.ts";
import { ARMS } from "./expected-transitions.ts";
import { type InvariantContext, isOvertaken } from "./invariant-context.ts";
import { isWithin } from "./planned-hours.ts";
import { beginsAtMs } from "./quiet-hours-of-seed.ts";
import type { SimProcess } from "./sim-process.ts";
import { START_MS } from "./timeline.ts";

/** What must hold of quiet hours, and of the latest time that people name for a payout. */
export interface QuietHoursInvariants {
  changes(before: Payout, after: Payout, event: AuditEvent): void;
  /** A call leaves that pays somebody, or takes something back. */
  callLeaves(process: SimProcess): void;
  /** Somebody is about to claim a payment. */
  claims(process: SimProcess, row: number): void;
}

/** By the clock of whoever pays: nobody knows of another one. */
export function createQuietHoursInvariants(context: InvariantContext): QuietHoursInvariants {
  const { plan, timeline, violate, view } = context;
  const { quietHours } = plan;
  /** Payouts that a person went on with after their latest time. */
  const goneOn = new Set<string>();

  function checkLatest({ payoutId, ...payout }: Payout): void {
    if (payout.state !== "scheduled" || payout.schedule.latest === undefined) return;
    const { at, latest } = payout.schedule;
    const beginsMs = START_MS + beginsAtMs(quietHours, Date.parse(at) - START_MS);
    if (Date.parse(latest.at) > beginsMs) return;
    violate("a latest time leaves time to pay", `${payoutId}: from ${at} to ${latest.at}`);
  }

  function checkPause({ payoutId, schedule: { latest } }: PayoutIn<"paused">): void {
    if (latest !== undefined && isBy(timeline.nowMs() + plan.clockSkewMs, latest.at)) return;
    violate("a payout pauses after its latest time, not before", `${payoutId}: ${latest?.at}`);
  }

  return {
    changes(before, after, { action }) {
      if (ARMS.has(action)) checkLatest(after);
      if (action === "paused" && isPastLatest(after)) checkPause(after);
      if (action === "resumed" && isPastLatest(before)) goneOn.add(after.payoutId);
    },

    callLeaves({ name, clock }) {
      const sinceStartMs = clock.nowMs() - START_MS;
      if (!isWithin(quietHours.windows, sinceStartMs)) return;
      violate("nobody is paid in quiet hours", `${name}, ${sinceStartMs} ms after the start`);
    },

    claims(process, row) {
      const { execution, clock } = process;
      if (execution === undefined || isOvertaken(context, process)) return;
      const { payoutId } = execution.firing;
      const payout = view().payout(payoutId);
      const latest = "distribution" in payout ? payout.schedule.latest : undefined;
      const isBegun = (view().entry(payoutId, row)?.state ?? "released") !== "released";
      if (latest === undefined || isBegun || goneOn.has(payoutId) || payout.dryRun === true) return;
      if (!isBy(clock.nowMs(), latest.at)) return;
      violate("nobody is begun after the latest time", `row ${row} of ${payoutId}: ${latest.at}`);
    },
  };
}

function isPastLatest(payout: Payout): payout is PayoutIn<"paused"> {
  return payout.state === "paused" && payout.pause.reason === "past_latest";
}

function isBy(nowMs: number, at: string): boolean {
  return nowMs >= Date.parse(at);
}
