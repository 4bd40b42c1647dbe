import type { Payout } from "../../domain/payout/payout.ts";
import { RefusedError } from "../../domain/payout/payout-errors.ts";
import {
  type ActorDeps,
  APPROVER,
  ASKS,
  type Ask,
  askToRetry,
  askToSchedule,
  humanOf,
  MARKETER,
  TICKED,
} from "./actor-actions.ts";
import { createComparing } from "./actor-comparing.ts";
import { createReversing } from "./actor-reversing.ts";
import { createSettling } from "./actor-settling.ts";
import { type ActorView, isBusy } from "./actor-view.ts";
import { createApprovers } from "./approvers.ts";
import { createMaliciousMarketer } from "./malicious-marketer.ts";
import type { Setup } from "./setup.ts";
import type { DrawnPayout } from "./sheets-of-seed.ts";
import { createProcess, type SimProcess } from "./sim-process.ts";
import { START_MS } from "./timeline.ts";
import { readTold } from "./told.ts";
import type { Disturbance } from "./world-books.ts";
import type { SheetContent } from "./world-objects.ts";

const API_LIMIT_MS = 30_000;
/** When payouts are paid that are to be paid at the same time. */
const MEET_AFTER_MS = 60_000;
/** A check takes seconds: what has waited for one so long waits for a person. */
const CHECK_TAKES_MS = 600_000;
/** Retries of retries end somewhere. */
const MOST_RETRIES = 6;

type Act = "move" | "retry" | "approveAsNeeded" | keyof typeof ASKS;
/** Some more often than others. */
const ACTS = [
  "move",
  "move",
  "hold",
  "cancel",
  "approve",
  "approveOwn",
  "decline",
  "stop",
  "stop",
  "resume",
  "retry",
] as const;
/** What somebody does who has just read of a payout. */
const REACTIONS = ["stop", "resume", "resume", "hold", "move", "decline", "retry"] as const;

export interface Actors {
  /** Begins to use the admin page for one payout: uploads its sheets, schedules it and so on. */
  handle(drawn: DrawnPayout): void;
  /** Looks after a payout that waits for a person, who knows of it from the channel. */
  lookAfter(payoutId: string): void;
  /** Whether somebody waits for it to be compared with the points API's books. */
  waitForReceipt(payout: Payout): boolean;
  /** Somebody begins to try for more than they may, in seeds that have such a person. */
  cheat(): void;
  /** Something about it was posted in the channel. */
  read(payoutId: string): void;
  /** The channel takes so long to hear of it that somebody may act before it does. */
  actMeanwhile(payoutId: string, ms: number): void;
}

/** Actors who upload, schedule, move, cancel, approve, stop, resume, retry and settle, at moments that don't suit. */
export function createActors(
  setup: Setup,
  options: {
    readonly depsOf: (process: SimProcess) => ActorDeps;
    readonly view: ActorView & { payouts(): readonly Payout[] };
    readonly upload: (key: string, content: SheetContent) => void;
    /** The points API knows that user from now on. */
    readonly register: (userId: string) => void;
    /** The user has points again that can be taken back. */
    readonly topUp: (userId: string) => void;
    /** The points API's books show something else under that key from now on. */
    readonly disturb: (key: string, by: Disturbance) => void;
  },
): Actors {
  const { random, timeline, trace, plan, faults } = setup;
  const { view } = options;
  const sheets = new Map<string, SheetContent>();
  /** What goes above a hard limit, and is paid by nobody. */
  const refused = new Set<string>();
  let requests = 0;
  let retries = 0;

  function ask(what: string, payoutId: string, run: Ask, onDone?: () => void): void {
    requests += 1;
    const process = createProcess(setup, {
      name: `api#${requests} ${what}`,
      limitMs: API_LIMIT_MS,
    });
    trace.add(timeline.nowMs(), process.name, "is asked", payoutId);
    run(options.depsOf(process), payoutId).then(
      () => {
        process.end("done");
        onDone?.();
      },
      (error: unknown) => {
        process.end(String(error));
        if (error instanceof RefusedError && error.code === "limit_exceeded") refused.add(payoutId);
      },
    );
  }
  const settling = createSettling(setup, { view, ask });
  const malicious = createMaliciousMarketer(setup, { view, ask });
  const approvers = createApprovers(setup, { view, ask });
  const comparing = createComparing(setup, { view, ask, disturb: options.disturb });
  const reversing = createReversing(setup, {
    ...{ view, ask, topUp: options.topUp },
    onMade: (reversalId) => scheduleOnceReady(reversalId, 10),
  });

  /** After which nobody is to be paid by it, if somebody names such a time. */
  function latestAfter(at: string): string | undefined {
    const { latestWithinMs } = plan.quietHours;
    if (latestWithinMs === undefined || random.chance(0.3)) return undefined;
    const latestMs = Date.parse(`${at}Z`) + random.spread(1_000, latestWithinMs);
    return new Date(Math.ceil(latestMs / 1000) * 1000).toISOString().slice(0, 19);
  }

  function schedule(payoutId: string): void {
    const payout = view.payout(payoutId);
    const soonMs = Math.ceil(timeline.nowMs() / 1000) * 1000 + random.spread(2_000, 90_000);
    const meetMs = START_MS + MEET_AFTER_MS;
    const isSoonEnough = plan.payoutsMeet && timeline.nowMs() < meetMs - 2_000;
    const atMs = isSoonEnough ? meetMs : soonMs;
    const at = approvers.isByTwo ? approvers.soon() : new Date(atMs).toISOString().slice(0, 19);
    const expectedTotalPoints = "check" in payout ? (payout.check?.totalPoints ?? 0) : 0;
    const by = payout.reversalOf !== undefined && random.chance(0.3) ? APPROVER : MARKETER;
    ask("schedule", payoutId, askToSchedule(at, expectedTotalPoints, by, TICKED, latestAfter(at)));
  }

  /** Most of those who ask for it have seen to it that the users exist now. */
  function retry(payoutId: string): void {
    const rejected = view
      .entries(payoutId)
      .filter(({ state }) => state === "rejected" || state === "withdrawn");
    const [first] = rejected;
    if (first === undefined || retries === MOST_RETRIES || !isBusy(setup)) return;
    retries += 1;
    for (const { userId } of rejected) if (random.chance(0.7)) options.register(userId);
    ask("retry", payoutId, askToRetry(random.chance(0.3) ? [first.row] : undefined));
  }

  /** As nobody does: who asked for a reversal, or may not decide, does not let it go; who cancels looks at the books. */
  function isOutOfPlace(payoutId: string, what: Act): boolean {
    const payout = view.payout(payoutId);
    if (payout.reversalOf === undefined) return false;
    if (what === "approveOwn") return humanOf(payout.createdBy) !== MARKETER.id;
    if (what !== "cancel" || payout.ledgerRestoredAt === undefined) return false;
    return view.hasTakenBack(payoutId);
  }

  function act(payoutId: string, what: Act): void {
    if (isOutOfPlace(payoutId, what)) return;
    if (what === "move") schedule(payoutId);
    else if (what === "retry") retry(payoutId);
    else if (what === "approveAsNeeded") approvers.lookAsNeeded(payoutId);
    else if (what === "approve" && plan.cheating !== undefined) approvers.look(payoutId);
    else ask(what, payoutId, ASKS[what]);
    if (what === "stop" && random.chance(0.6)) {
      timeline.after(random.spread(50, 30_000), () => act(payoutId, "resume"));
    }
  }

  /** The approver stops what they see, now and then, and leaves it to others to think about it. */
  function brakeLater(left: number): void {
    if (left === 0) return;
    timeline.after(random.spread(2_000, 60_000), () => {
      if (faults.isQuiet()) return;
      for (const { payoutId, state } of view.payouts()) {
        if (state === "distributing") ask("brake", payoutId, ASKS.brake);
        if (state === "scheduled") ask("brake", payoutId, ASKS.brakeBefore);
      }
      brakeLater(left - 1);
    });
  }

  /** When things happen to the payout, rather than at any time. */
  function atMs(payoutId: string): number {
    const payout = view.payout(payoutId);
    const schedule = "schedule" in payout ? payout.schedule : undefined;
    if (schedule === undefined || random.chance(0.4)) return random.spread(1, plan.quietAfterMs);
    const untilFiringMs = Date.parse(schedule.at) - timeline.nowMs();
    return Math.max(0, untilFiringMs + random.between(-3_000, 6_000));
  }

  function actNext(payoutId: string, left: number): void {
    if (left === 0) return;
    timeline.after(random.spread(1_000, 20_000), () => {
      timeline.after(atMs(payoutId), () => {
        if (faults.isQuiet()) return;
        act(payoutId, random.pick(ACTS));
        actNext(payoutId, left - 1);
      });
    });
  }

  function upload(payoutId: string, content: SheetContent): void {
    sheets.set(payoutId, content);
    trace.add(timeline.nowMs(), "somebody", `uploads a sheet for ${payoutId}`, "");
    options.upload(`sheets/${payoutId}/sheet.xlsx`, content);
  }

  /** Stays on the page until the sheet is checked, and schedules it. */
  function scheduleOnceReady(payoutId: string, looks: number): void {
    if (looks === 0) return;
    timeline.after(random.between(1_000, 4_000), () => {
      if (view.payout(payoutId).state === "ready") schedule(payoutId);
      else scheduleOnceReady(payoutId, looks - 1);
    });
  }

  /** What is uploaded, or is being checked, for too long. */
  function neededFor(payoutId: string, sinceMs: number): "upload" | "cancel" | undefined {
    if (sinceMs < CHECK_TAKES_MS) return undefined;
    return sheets.has(payoutId) ? "upload" : "cancel";
  }

  const neededToSend = ({ payoutId }: Payout): Act => (refused.has(payoutId) ? "cancel" : "move");
  function neededToApprove({ settledBy, reversalOf }: Payout): Act {
    if (approvers.isByTwo || reversalOf !== undefined) return "approveAsNeeded";
    return settledBy === undefined ? "approve" : "approveAsThird";
  }
  const neededToGoOn = ({ brake }: Payout): Act => (brake === undefined ? "resume" : "release");

  function needed(payout: Payout): Act | "upload" | undefined {
    const sinceMs = timeline.nowMs() - Date.parse(payout.updatedAt);
    switch (payout.state) {
      case "uploading":
      case "checking":
        return neededFor(payout.payoutId, sinceMs);
      case "ready":
        return neededToSend(payout);
      case "awaiting_approval":
        if (Date.parse(payout.request.at) - timeline.nowMs() < 3_000) return neededToSend(payout);
        return neededToApprove(payout);
      case "scheduled":
        return payout.schedule.overdueSince === undefined ? undefined : neededToSend(payout);
      case "paused":
      case "halted":
        if (payout.endedBy !== undefined || random.chance(plan.rates.personEnds)) return "end";
        return neededToGoOn(payout);
      default:
        return undefined;
    }
  }

  /** Who must act on a payout reads of it in the channel, but for what the page alone shows. */
  function knowsOf({ payoutId, state }: Payout): boolean {
    if (state !== "paused" && state !== "halted" && state !== "scheduled") return true;
    const { shows, says } = view.message(payoutId);
    // Where clocks are minutes apart two may speak at once, and what is told stands in the other.
    const text = view.clocksAgree ? shows : says;
    const stage = text === undefined ? undefined : readTold(text).stage;
    return stage === (state === "scheduled" ? "overdue" : state);
  }

  return {
    handle({ payout: { payoutId }, sheets: [first, second] }) {
      timeline.after(random.between(0, 1_000), () => {
        if (first !== undefined) upload(payoutId, first);
        if (second !== undefined) {
          timeline.after(random.spread(50, 20_000), () => upload(payoutId, second));
        }
        if (plan.cheating === undefined) scheduleOnceReady(payoutId, 10);
      });
      actNext(payoutId, plan.personActs);
    },
    lookAfter(payoutId) {
      const payout = view.payout(payoutId);
      settling.lookAfter(payout);
      reversing.lookAfter(payout);
      comparing.lookAfter(payout);
      if (isBusy(setup) && random.chance(plan.rates.personRetries)) retry(payoutId);
      const what = needed(payout);
      if (what === undefined || !knowsOf(payout)) return;
      if (what !== "upload") return act(payoutId, what);
      const content = sheets.get(payoutId);
      if (content !== undefined) upload(payoutId, content);
    },
    waitForReceipt: comparing.isWaitedFor,
    cheat() {
      malicious.begin();
      brakeLater(plan.cheating?.brakes ?? 0);
    },
    actMeanwhile(payoutId, ms) {
      if (plan.rates.personReacts === 0 || faults.isQuiet() || random.chance(0.5)) return;
      timeline.after(random.between(0, ms), () => act(payoutId, random.pick(REACTIONS)));
    },
    read(payoutId) {
      const { retryOf, reversalOf, state } = view.payout(payoutId);
      // A retry that came to nothing makes one ask for another one.
      if (retryOf !== undefined && state === "halted") {
        timeline.after(random.spread(100, 20_000), () => retry(retryOf));
      }
      if (state === "awaiting_approval" && plan.cheating !== undefined && random.chance(0.7)) {
        timeline.after(random.spread(50, 5_000), () => approvers.look(payoutId));
      }
      if (state === "awaiting_approval" && reversalOf !== undefined && random.chance(0.7)) {
        timeline.after(random.spread(50, 5_000), () => approvers.lookAsNeeded(payoutId));
      }
      if (!faults.chance("personReacts")) return;
      timeline.after(random.spread(20, 20_000), () => act(payoutId, random.pick(REACTIONS)));
    },
  };
}
