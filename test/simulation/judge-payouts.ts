import { toEpochMs } from "../../domain/clock.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Counts, Distribution, Payout } from "../../domain/payout/payout.ts";
import { mayChange, stateAfter } from "../../domain/payout/transitions.ts";
import { type Court, countStates, isOfRun } from "./court.ts";
import type { SimProcess } from "./sim-process.ts";
import type { Execution } from "./world-host.ts";

/** Judges payouts: their states, schedules, counts and what the channel is told of them. */
export interface PayoutJudge {
  /** Reports of a finished payout that reached the channel. */
  reports(payoutId: string): number;
  /** Messages, replies and files that came to the channel once more. */
  repeats(): number;
  /** Whether it was halted, and the channel has not heard of it since. */
  isSilentlyHalted(payoutId: string): boolean;
  payoutChanges(process: SimProcess, before: Payout, after: Payout, event: AuditEvent): void;
  executionEnds(execution: Execution, end: string): void;
  deletesSchedule(process: SimProcess, name: string): void;
  /** A message or a reply is on its way to the channel. */
  postLeaves(process: SimProcess, key: string): void;
  /** A message, a reply or a file arrived, and so many of its key had arrived before. */
  posted(key: string, before: number): void;
}

/** So many tries make a report that nobody hears; see domain/distribute-payout.ts. */
const TELL_TRIES = 24;

export function createPayoutJudge(court: Court): PayoutJudge {
  const { plan, timeline, violate } = court;
  const silentHalts = new Set<string>();
  const heard = new Map<string, number>();
  const reports = new Map<string, number>();
  let repeats = 0;

  const count = (counts: Map<string, number>, key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
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
    reports: (payoutId) => reports.get(payoutId) ?? 0,
    repeats: () => repeats,
    isSilentlyHalted: (payoutId) => silentHalts.has(payoutId),

    payoutChanges(process, before, after, event) {
      const { payoutId } = after;
      court.changedAtMs.set(payoutId, timeline.nowMs());
      const { action } = event;
      checkTransition(before, after, event);
      if (after.state !== "halted") silentHalts.delete(payoutId);
      if (action === "halted") silentHalts.add(payoutId);
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
      const tries = execution.journal.filter((entry) => entry.name.startsWith("tell-")).length;
      if (heard.has(payout.payoutId) || tries >= TELL_TRIES) return;
      violate("the schedule is deleted last", `${name}: nothing is reported yet`);
    },

    postLeaves(process, key) {
      const [payoutId = "", what] = key.split(":");
      if (what !== "report") return;
      if (!isSettled(payoutId)) {
        violate("report after the last outcome", `${payoutId} has payments that are not settled`);
      }
      const payout = court.view().payout(payoutId);
      if (payout.state !== "completed" && !isOfRun(court, process, payout)) {
        violate("only the run that pays reports", `${process.name} reports`);
      }
    },

    posted(key, before) {
      const [payoutId = "", what] = key.split(":");
      if (what === "report" || what === "halted") count(heard, payoutId);
      if (what === "halted") silentHalts.delete(payoutId);
      if (what === "report") count(reports, payoutId);
      if (before === 0) return;
      repeats += 1;
      // Clocks that are minutes apart take the turn from who still speaks; nothing else may.
      if (plan.rates.clockJump === 0) violate("nothing is told twice", key);
    },
  };

  function checkTransition(before: Payout, after: Payout, event: AuditEvent): void {
    const { action } = event;
    const isInTable =
      action !== "created" &&
      action !== "alerted" &&
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
