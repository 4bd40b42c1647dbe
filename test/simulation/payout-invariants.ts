import { toEpochMs } from "../../domain/clock.ts";
import type { FloatAnswer } from "../../domain/distribution/points-api.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Distribution, Payout, PayoutReport } from "../../domain/payout/payout.ts";
import { humanOf } from "./actor-actions.ts";
import { ARMS, countStates, isInTable, pointsPaid } from "./expected-transitions.ts";
import { type InvariantContext, isOfRun, isOvertaken } from "./invariant-context.ts";
import type { SimProcess } from "./sim-process.ts";
import type { Execution } from "./world-host.ts";

/** What must hold of payouts: their states, schedules, counts and what the channel is told of them. */
export interface PayoutInvariants {
  /** Reports of a finished payout that reached the channel. */
  reports(payoutId: string): number;
  /** Messages, replies and files that came to the channel once more. */
  repeats(): number;
  /** Whether it was halted, and the channel has not heard of it since. */
  isSilentlyHalted(payoutId: string): boolean;
  payoutChanges(process: SimProcess, before: Payout, after: Payout, event: AuditEvent): void;
  executionEnds(execution: Execution, end: string): void;
  deletesSchedule(process: SimProcess, name: string): void;
  /** What the points API said of its float, when it was asked last. */
  floatTold(process: SimProcess, answer: FloatAnswer): void;
  /** The check was told of an upload, and has taken it. */
  uploadTaken(process: SimProcess, payoutId: string, versionId: string): void;
  /** Remembers which uploads were taken; called, the result brings that back. */
  backUpUploads(): () => void;
  /** A message or a reply is on its way to the channel. */
  postLeaves(process: SimProcess, key: string): void;
  /** A message, a reply or a file arrived, and so many of its key had arrived before. */
  posted(key: string, before: number): void;
}

/** So many tries make a report that nobody hears; see domain/distribute-payout.ts. */
const TELL_TRIES = 24;
/** An execution that somebody asked for within this may yet begin. */
const BEGINS_WITHIN_MS = 9 * 60_000;

export function createPayoutInvariants(context: InvariantContext): PayoutInvariants {
  const { plan, timeline, violate } = context;
  const silentHalts = new Set<string>();
  const heard = new Map<string, number>();
  const reports = new Map<string, number>();
  /** The newest upload that the check took while the payout waited for one. */
  const noted = new Map<string, number>();
  const floats = new WeakMap<SimProcess, FloatAnswer>();
  let repeats = 0;

  const count = (counts: Map<string, number>, key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const isSettled = (payoutId: string): boolean => {
    const entries = context.view().entries(payoutId);
    const payout = context.view().payout(payoutId);
    const count = "check" in payout ? (payout.check?.payments ?? 0) : 0;
    return (
      entries.length === count &&
      entries.every(({ state }) => !["sending", "released", "accepted"].includes(state))
    );
  };

  return {
    reports: (payoutId) => reports.get(payoutId) ?? 0,
    repeats: () => repeats,
    isSilentlyHalted: (payoutId) => silentHalts.has(payoutId),

    payoutChanges(process, before, after, event) {
      const { payoutId } = after;
      const { action } = event;
      checkTransition(before, after, event);
      if (after.state === "halted" && action === "halted") checkHalt(after, event);
      context.changedAtMs.set(payoutId, timeline.nowMs());
      if (after.state !== "halted") silentHalts.delete(payoutId);
      if (action === "halted") silentHalts.add(payoutId);
      noteApproval(before, event);
      checkUpload(before, after);
      if (action === "started") checkStart(process, after);
      if (action === "sent_back") checkSentBack(after);
      if (ARMS.has(action)) checkScheduled(after);
      if (after.state === "completed") checkReport(payoutId, after.report, action);
    },

    executionEnds(execution, end) {
      const { name, firing } = execution;
      const payout = context.view().payout(firing.payoutId);
      if (end !== "stopped" || !isStarted(payout) || context.restoredAtMs() > 0) return;
      const { run, execution: ours } = payout.distribution;
      if (ours !== name || run !== firing.run) return;
      if (payout.state === "distributing") {
        violate("no run leaves its payout behind", `${name} stops, ${run} is ${payout.state}`);
      }
    },

    deletesSchedule(process, name) {
      const payout = context
        .view()
        .payouts()
        .find((one) => name.startsWith(`${one.payoutId}-`));
      if (payout === undefined || !("distribution" in payout) || payout.schedule.name !== name) {
        return;
      }
      const { execution } = process;
      if (context.restoredAtMs() > 0) return;
      if (execution?.name !== payout.distribution.execution || !isPayer(execution)) return;
      const tries = execution.journal.filter((entry) => entry.name.startsWith("tell-")).length;
      if (heard.has(payout.payoutId) || tries >= TELL_TRIES) return;
      violate("the schedule is deleted last", `${name}: nothing is reported yet`);
    },

    floatTold(process, answer) {
      floats.set(process, answer);
    },

    uploadTaken(process, payoutId, versionId) {
      if (isOvertaken(context, process)) return;
      if (context.view().payout(payoutId).state !== "checking") return;
      noted.set(payoutId, Math.max(noted.get(payoutId) ?? 0, numberOf(versionId)));
    },

    // Of an upload that a restore made the table forget, no event comes any more.
    backUpUploads() {
      const taken = [...noted];
      return () => {
        noted.clear();
        for (const [payoutId, upload] of taken) noted.set(payoutId, upload);
      };
    },

    postLeaves(process, key) {
      const [payoutId = "", what] = key.split(":");
      if (what !== "report" || isOvertaken(context, process)) return;
      if (!isSettled(payoutId)) {
        violate("report after the last outcome", `${payoutId} has payments that are not settled`);
      }
      const payout = context.view().payout(payoutId);
      if (payout.state !== "completed" && !isOfRun(context, process, payout)) {
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
      // Clocks that are minutes apart take the turn from who still speaks; a restored table does
      // not know what was told. Nothing else may.
      if (plan.rates.clockJump === 0 && context.restoredAtMs() === 0) {
        violate("nothing is told twice", key);
      }
    },
  };

  function checkTransition(before: Payout, after: Payout, event: AuditEvent): void {
    const { action } = event;
    const isRight =
      isInTable(action, before.state, after.state) &&
      event.from === before.state &&
      event.revision === after.revision;
    if (!isRight) violate("one transition table", `${before.state} → ${after.state} as ${action}`);
    if (after.generation < before.generation) violate("generations grow", after.payoutId);
  }

  /** The sweeper halts what died, and nothing that lives. */
  function checkHalt(after: Extract<Payout, { state: "halted" }>, { by }: AuditEvent): void {
    if (after.halt.reason !== "execution_died" || by.kind !== "system" || by.name !== "watch")
      return;
    const { clocksAgree, execution } = context.view();
    const running = execution(after.distribution.execution);
    if (!clocksAgree || context.restoredAtMs() > 0) return;
    const changedMs = timeline.nowMs() - (context.changedAtMs.get(after.payoutId) ?? 0);
    const mayBegin = running === undefined && changedMs < BEGINS_WITHIN_MS;
    if (mayBegin || (running !== undefined && running.ended === undefined)) {
      violate("no live payout is halted", `${after.payoutId} changed ${changedMs} ms ago`);
    }
  }

  function checkUpload(before: Payout, after: Payout): void {
    if (before.state !== "checking") return;
    const known = Math.max(uploadOf(before), noted.get(after.payoutId) ?? 0);
    const isEnded = after.state === "ready" || after.state === "invalid";
    if (after.state === "checking" ? uploadOf(after) >= uploadOf(before) : !isEnded) return;
    if (isEnded && uploadOf(after) >= known) return;
    violate("an older upload replaces no newer one", `v${known} → v${uploadOf(after)}`);
  }

  /** What a second person let pass, until somebody takes it back. */
  function noteApproval(before: Payout, { action, by, payoutId }: AuditEvent): void {
    if (action === "held" || action === "declined") context.approved.delete(payoutId);
    if (action !== "approved" || before.state !== "awaiting_approval") return;
    const own = [before.createdBy, before.request.requestedBy].map(humanOf);
    const settlers = before.settledBy ?? [];
    if (by.kind === "person" && settlers.some((one) => humanOf(one) === humanOf(by))) {
      violate("who settled a payment does not approve its retry", `${payoutId} by ${by.id}`);
    }
    if (by.kind === "person" && !own.includes(humanOf(by))) context.approved.add(payoutId);
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
    const told = floats.get(process);
    const mayBegin = told?.kind === "told" && told.points >= payout.check.totalPoints;
    if (told !== undefined && !mayBegin) {
      violate("nobody is paid by a points API that would not pay", `${name}: ${told.kind}`);
    }
    if (context.view().sheetIsChanged(payout.payoutId)) context.mayPayNobody.add(payout.payoutId);
  }

  function checkSentBack({ payoutId }: Payout): void {
    if (context.restoredAtMs() > 0 || context.view().entries(payoutId).length === 0) return;
    violate("what is sent back has claimed nothing", payoutId);
  }

  function checkScheduled(payout: Payout): void {
    if (payout.state !== "scheduled") return;
    const { name, at } = payout.schedule;
    const isThere = context.view().schedules().includes(name);
    if (!isThere && timeline.nowMs() < toEpochMs(at)) {
      violate("a scheduled payout has its schedule", `${name} does not exist`);
    }
  }

  function checkReport(payoutId: string, report: PayoutReport, action: string): void {
    const { counts } = report;
    const { payments, paid, rejected, unknown, accepted, withdrawn, pending } = counts;
    if (pending + accepted > 0 || !isSettled(payoutId)) {
      violate("a completed payout is settled", `${payoutId}: ${JSON.stringify(counts)}`);
    }
    if (paid + rejected + unknown + withdrawn !== payments) {
      violate("the counts come from the ledger", JSON.stringify(counts));
    }
    // Actors settle several payments at once, of which the last to be noted counts all.
    if (action === "completed") checkCounted(payoutId, report);
  }

  function checkCounted(payoutId: string, { counts, points }: PayoutReport): void {
    const entries = context.view().entries(payoutId);
    const ledger = countStates(entries);
    // Proof that comes after the count still turns what was unknown into paid.
    const proven = (ledger["paid"] ?? 0) - counts.paid;
    const isRight =
      proven >= 0 &&
      ledger["rejected"] === counts.rejected &&
      ledger["withdrawn"] === counts.withdrawn &&
      ledger["unknown"] === counts.unknown - proven;
    if (!isRight) {
      const detail = `${JSON.stringify(counts)}, ${JSON.stringify(ledger)}`;
      violate("the counts come from the ledger", detail);
    }
    const approved = context.view().approvedPayments(payoutId);
    const total = approved.reduce((sum, one) => sum + one.points, 0);
    const booked = pointsPaid(entries);
    if (points.total === total && (proven > 0 || points.paid === booked)) return;
    violate("the points come from the ledger", `${JSON.stringify(points)}, ${booked} of ${total}`);
  }
}

/** Uploads are numbered in their order. */
function numberOf(versionId: string): number {
  return Number(versionId.slice(1));
}

function uploadOf(payout: Payout): number {
  return "sheet" in payout && payout.sheet !== undefined ? numberOf(payout.sheet.versionId) : 0;
}

function isStarted(payout: Payout): payout is Extract<Payout, { distribution: Distribution }> {
  return "distribution" in payout;
}

/** Whether it was told to pay, and not that its firing is stale. */
function isPayer({ journal }: Execution): boolean {
  return journal[0]?.result?.json?.includes('"pay"') === true;
}
