import type { ResumePayoutDeps } from "../../domain/distribution/resume-payout.ts";
import { resumePayout } from "../../domain/distribution/resume-payout.ts";
import { stopPayout } from "../../domain/distribution/stop-payout.ts";
import { cancelPayout } from "../../domain/payout/cancel-payout.ts";
import { approvePayout, declinePayout } from "../../domain/payout/decide-approval.ts";
import { holdPayout } from "../../domain/payout/hold-payout.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { Person } from "../../domain/payout/person.ts";
import { type ScheduleDeps, schedulePayout } from "../../domain/payout/schedule-payout.ts";
import type { Scene } from "./scene.ts";
import { createProcess, type SimProcess } from "./sim-process.ts";

export const MARKETER: Person = { id: "marketer", name: "Marketer" };
const APPROVER: Person = { id: "approver", name: "Approver" };
const API_LIMIT_MS = 30_000;
/** How long people let the distribution wait for the points API by itself before they step in. */
const PATIENCE_MS = 1_800_000;

type Deps = ScheduleDeps & ResumePayoutDeps;

const ACTIONS = {
  hold: (deps: Deps, payoutId: string) => holdPayout(deps, payoutId, {}, MARKETER),
  cancel: (deps: Deps, payoutId: string) => cancelPayout(deps, payoutId, MARKETER),
  approve: (deps: Deps, payoutId: string) => approvePayout(deps, payoutId, {}, APPROVER),
  decline: (deps: Deps, payoutId: string) =>
    declinePayout(deps, payoutId, { reason: "not now" }, APPROVER),
  stop: (deps: Deps, payoutId: string) => stopPayout(deps, payoutId, {}, MARKETER),
  resume: (deps: Deps, payoutId: string) => resumePayout(deps, payoutId, {}, MARKETER),
};
type Act = "move" | keyof typeof ACTIONS;
/** Some more often than others. */
const ACTS = [
  "move",
  "move",
  "hold",
  "cancel",
  "approve",
  "decline",
  "stop",
  "stop",
  "resume",
] as const;

export interface People {
  /** Begins to use the admin page for one payout. */
  handle(payoutId: string): void;
  /** Looks after a payout that waits for a person. */
  lookAfter(payoutId: string): void;
}

/** People who schedule, move, cancel, approve, stop and resume, at moments that don't suit. */
export function createPeople(
  scene: Scene,
  options: {
    readonly depsOf: (process: SimProcess) => Deps;
    readonly payout: (payoutId: string) => Payout;
  },
): People {
  const { random, timeline, trace, plan, faults } = scene;
  let requests = 0;

  function request(what: string, run: (deps: Deps) => Promise<unknown>): void {
    requests += 1;
    const process = createProcess(scene, {
      name: `api#${requests} ${what}`,
      limitMs: API_LIMIT_MS,
    });
    trace.add(timeline.nowMs(), process.name, "is asked", "");
    run(options.depsOf(process)).then(
      () => process.end("done"),
      (error: unknown) => process.end(String(error)),
    );
  }

  function schedule(payoutId: string): void {
    const payout = options.payout(payoutId);
    const atMs = Math.ceil(timeline.nowMs() / 1000) * 1000 + random.spread(2_000, 90_000);
    const at = new Date(atMs).toISOString().slice(0, 19);
    const expectedTotalPoints = "check" in payout ? (payout.check?.totalPoints ?? 0) : 0;
    request("schedule", (deps) =>
      schedulePayout(deps, payoutId, { at, timeZone: "UTC", expectedTotalPoints }, MARKETER),
    );
  }

  function act(payoutId: string, what: Act): void {
    if (what === "move") schedule(payoutId);
    else request(what, (deps) => ACTIONS[what](deps, payoutId));
    if (what === "stop" && random.chance(0.6)) {
      timeline.after(random.spread(50, 30_000), () => act(payoutId, "resume"));
    }
  }

  /** When things happen to the payout, rather than at any time. */
  function momentMs(payoutId: string): number {
    const payout = options.payout(payoutId);
    const schedule = "schedule" in payout ? payout.schedule : undefined;
    if (schedule === undefined || random.chance(0.4)) return random.spread(1, plan.quietAfterMs);
    const untilFiringMs = Date.parse(schedule.at) - timeline.nowMs();
    return Math.max(0, untilFiringMs + random.between(-3_000, 6_000));
  }

  function actNext(payoutId: string, left: number): void {
    if (left === 0) return;
    timeline.after(random.spread(1_000, 20_000), () => {
      timeline.after(momentMs(payoutId), () => {
        if (faults.isQuiet()) return;
        act(payoutId, random.pick(ACTS));
        actNext(payoutId, left - 1);
      });
    });
  }

  function needed(payout: Payout): Act | undefined {
    const sinceMs = timeline.nowMs() - Date.parse(payout.updatedAt);
    switch (payout.state) {
      case "ready":
        return "move";
      case "awaiting_approval":
        return Date.parse(payout.request.at) - timeline.nowMs() < 3_000 ? "move" : "approve";
      case "scheduled":
        return payout.schedule.overdueSince === undefined ? undefined : "move";
      case "paused":
        return payout.pause.reason !== "points_api_unavailable" || sinceMs > PATIENCE_MS
          ? "resume"
          : undefined;
      case "halted":
        return "resume";
      default:
        return undefined;
    }
  }

  return {
    handle(payoutId) {
      timeline.after(random.between(0, 2_000), () => schedule(payoutId));
      actNext(payoutId, plan.personActs);
    },
    lookAfter(payoutId) {
      const what = needed(options.payout(payoutId));
      if (what !== undefined) act(payoutId, what);
    },
  };
}
