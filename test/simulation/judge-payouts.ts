import { toEpochMs } from "../../domain/clock.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Counts, Distribution, Payout } from "../../domain/payout/payout.ts";
import { mayChange, stateAfter } from "../../domain/payout/transitions.ts";
import { type Court, countStates, isOfRun } from "./court.ts";
import type { SimProcess } from "./sim-process.ts";
import type { Execution } from "./world-host.ts";

/** Judges payouts: their states, schedules, counts and what the channel is told of them. */
export interface PayoutJudge {
  /** Messages of a finished payout that reached the channel. */
  reports(payoutId: string): number;
  /** Whether the distribution halted it, and the channel has not heard of it since. */
  isSilentlyHalted(payoutId: string): boolean;
  payoutChanges(process: SimProcess, before: Payout, after: Payout, event: AuditEvent): void;
  executionEnds(execution: Execution, end: string): void;
  deletesSchedule(process: SimProcess, name: string): void;
  postLeaves(process: SimProcess): void;
  posted(process: SimProcess): void;
}

/** So many tries make a report that nobody hears; see domain/distribute-payout.ts. */
const TELL_TRIES = 24;

export function createPayoutJudge(court: Court): PayoutJudge {
  const { plan, timeline, violate } = court;
  const silentHalts = new Set<string>();
  const told = new Map<string, { posts: number; heard: number; reports: number }>();

  const tellingOf = (payoutId: string) => {
    const known = told.get(payoutId) ?? { posts: 0, heard: 0, reports: 0 };
    told.set(payoutId, known);
    return known;
  };
  const isSettled = (payoutId: string): boolean => {
    const entries = court.view().entries(payoutId);
    const payout = court.view().payout(payoutId);
    const count = "check" in payout ? (payout.check?.payments ?? 0) : 0;
    return (
      entries.length === count &&
      entries.every(({ state }) => state !== "sending" && state !== "released")
    );
  };

  return {
    reports: (payoutId) => tellingOf(payoutId).reports,
    isSilentlyHalted: (payoutId) => silentHalts.has(payoutId),

    payoutChanges(process, before, after, event) {
      const { payoutId } = after;
      court.changedAtMs.set(payoutId, timeline.nowMs());
      const { action } = event;
      checkTransition(before, after, event);
      if (after.state !== "halted") silentHalts.delete(payoutId);
      if (action === "halted" && process.execution !== undefined) silentHalts.add(payoutId);
      if (action === "started") checkStart(process, after);
      if (action === "scheduled" || action === "approved" || action === "moved") {
        checkScheduled(after);
      }
      if (after.state === "completed") checkReport(payoutId, after.report.counts);
    },

    executionEnds({ name, firing }, end) {
      const payout = court.view().payout(firing.payoutId);
      if (end !== "stopped" || !isStarted(payout)) return;
      const { run, execution } = payout.distribution;
      if (execution !== name || run !== firing.run) return;
      if (payout.state === "paused" && payout.pause.reason !== "points_api_unavailable") return;
      if (payout.state === "distributing" || payout.state === "paused") {
        violate("no run leaves its payout behind", `${name} stops, ${run} is ${payout.state}`);
      }
    },

    deletesSchedule(process, name) {
      const payout = court
        .view()
        .payouts()
        .find((one) => name.startsWith(`${one.payoutId}-`));
      if (payout === undefined || !("distribution" in payout) || payout.schedule.name !== name) {
        return;
      }
      const { execution } = process;
      if (execution?.name !== payout.distribution.execution || !isPayer(execution)) return;
      const { posts, heard } = tellingOf(payout.payoutId);
      if (heard > 0 || posts >= TELL_TRIES) return;
      violate("the schedule is deleted last", `${name}: nothing is reported yet`);
    },

    postLeaves(process) {
      const { execution } = process;
      if (execution === undefined) return;
      const { payoutId } = execution.firing;
      tellingOf(payoutId).posts += 1;
      if (!isReport(execution)) return;
      if (!isSettled(payoutId)) {
        violate("report after the last outcome", `${payoutId} has payments that are not settled`);
      }
      if (!isOfRun(court, process, court.view().payout(payoutId))) {
        violate("only the run that pays reports", `${execution.name} reports`);
      }
    },

    posted({ execution }) {
      if (execution === undefined) return;
      const telling = tellingOf(execution.firing.payoutId);
      telling.heard += 1;
      silentHalts.delete(execution.firing.payoutId);
      if (isReport(execution)) telling.reports += 1;
    },
  };

  function checkTransition(before: Payout, after: Payout, event: AuditEvent): void {
    const { action } = event;
    const isInTable =
      action !== "created" &&
      mayChange(action, before.state) &&
      stateAfter(action, before.state) === after.state;
    if (!isInTable || event.from !== before.state || event.revision !== after.revision) {
      violate("one transition table", `${before.state} → ${after.state} as ${action}`);
    }
    if (after.generation < before.generation) violate("generations grow", after.payoutId);
  }

  function checkStart(process: SimProcess, payout: Payout): void {
    const firing = process.execution?.firing;
    if (payout.state !== "distributing" || firing === undefined) return;
    const { name, generation, at } = payout.schedule;
    if (firing.scheduleName !== name || firing.generation !== generation) {
      violate("only its own schedule starts a payout", `${firing.scheduleName} started ${name}`);
    }
    if (timeline.nowMs() < toEpochMs(at)) {
      violate("not before its time", `${name} is set for ${at}`);
    }
    if (court.view().sheetIsChanged(payout.payoutId)) court.mayPayNobody.add(payout.payoutId);
  }

  function checkScheduled(payout: Payout): void {
    if (payout.state !== "scheduled") return;
    const { name, at } = payout.schedule;
    const isThere = court.view().schedules().includes(name);
    if (!isThere && timeline.nowMs() < toEpochMs(at)) {
      violate("a scheduled payout has its schedule", `${name} does not exist`);
    }
  }

  function checkReport(payoutId: string, counts: Counts): void {
    const ledger = countStates(court.view().entries(payoutId));
    const { payments, paid, rejected, unknown, pending } = counts;
    if (pending > 0 || !isSettled(payoutId)) {
      violate("a completed payout is settled", `${payoutId}: ${JSON.stringify(counts)}`);
    }
    // Proof that comes after the count still turns what was unknown into paid.
    const proven = ledger.paid - paid;
    const isRight =
      paid + rejected + unknown + pending === payments &&
      rejected === ledger.rejected &&
      proven >= 0 &&
      unknown - ledger.unknown === proven;
    if (isRight && (proven === 0 || plan.idempotency === "none")) return;
    violate(
      "the counts come from the ledger",
      `${JSON.stringify(counts)}, ${JSON.stringify(ledger)}`,
    );
  }
}

function isStarted(payout: Payout): payout is Extract<Payout, { distribution: Distribution }> {
  return "distribution" in payout;
}

/** Whether it was told to pay, and not that its firing is stale. */
function isPayer({ journal }: Execution): boolean {
  return journal[0]?.result?.json?.includes('"pay"') === true;
}

/** Whether what it posts is the report of a finished payout. */
function isReport({ journal }: Execution): boolean {
  return journal.some(({ name, result }) => name === "report" && result?.json !== undefined);
}
