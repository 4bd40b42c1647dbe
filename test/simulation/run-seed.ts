import type { Payout } from "../../domain/payout/payout.ts";
import { isAtRest } from "./end-invariants.ts";
import type { Violation } from "./invariants.ts";
import type { Plan } from "./plan.ts";
import type { DrawnPayout } from "./sheets-of-seed.ts";
import { START_MS } from "./timeline.ts";
import { createWorld, type World } from "./world.ts";

const SWEEP_EVERY_MS = 300_000;
const LOOK_AFTER_EVERY_MS = 40_000;
/** How long after the quiet began everything must have come to its end. */
const AT_REST_WITHIN_MS = 24 * 3_600_000;
/** The same where only so many calls may be made a day. */
const AT_REST_WITHIN_DAYS_OF_QUOTA = 20;
/** Where days pass until more calls may be made, people and sweeper look that seldom. */
const SELDOM_MS = 1_800_000;
const SELDOM_AFTER_MS = 3_600_000;
/** A write sent before the quiet began may land, and wake a payout, for about five minutes more. */
const STIRRING_MS = 10 * 60_000;
/** A run that has not ended by then goes round in circles. */
const MOST_EVENTS = 200_000;

export interface RunResult {
  readonly seed: number;
  readonly plan: Plan;
  /** Of everything that happened; the same in every run of the seed. */
  readonly hash: string;
  readonly violation: Violation | undefined;
  /** What happened, when it was asked for. */
  readonly lines: readonly string[];
  readonly endStates: readonly string[];
  /** Messages, replies and files that came to the channel once more. */
  readonly repeats: number;
}

/** Lives through one seed, from payouts that are ready to payouts at rest. */
export async function runSeed(
  seed: number,
  options: { readonly keepsLines: boolean } = { keepsLines: false },
): Promise<RunResult> {
  const world = await createWorld(seed, options);
  const { timeline, plan, invariants, trace } = world.setup;
  begin(world);
  await timeline.run(() => {
    if (timeline.happened() > MOST_EVENTS) invariants.violate("a run comes to its end", "too long");
    return invariants.violation() !== undefined;
  });
  if (invariants.violation() === undefined) world.checkEnd();
  const payouts = world.view.payouts();
  return {
    seed,
    plan,
    hash: trace.hash(),
    violation: invariants.violation(),
    lines: trace.lines,
    endStates: payouts.map(({ state }) => state),
    repeats: invariants.repeats(),
  };
}

function begin(world: World): void {
  const { timeline, plan } = world.setup;
  for (const drawn of world.drawn.payouts) {
    world.actors.handle(drawn);
    changeSheetLater(world, drawn.payout.payoutId, drawn.changed);
  }
  world.actors.cheat();
  if (plan.restore !== undefined) restoreOnce(world, plan.restore);
  timeline.after(plan.sweepFromMs, () => every(world, SWEEP_EVERY_MS, () => world.sweeper.look()));
  every(world, LOOK_AFTER_EVERY_MS, () => lookAfter(world));
}

/** What is changed before it is checked is what is approved. */
function changeSheetLater(world: World, payoutId: string, changed: DrawnPayout["changed"]): void {
  const { timeline, plan } = world.setup;
  const afterMs = plan.sheetChangesAfterMs;
  if (afterMs === undefined) return;
  const isDue = (): boolean => {
    const payout = world.view.payout(payoutId);
    if (plan.sheetChangesOnceStarted) return "distribution" in payout;
    return payout.state !== "uploading" && payout.state !== "checking";
  };
  const change = (): void => world.changeSheet(payoutId, changed);
  const once = (): void => {
    if (world.setup.faults.isQuiet()) return;
    if (!isDue()) timeline.after(1_000, once);
    // While it is split, above all.
    else if (plan.sheetChangesOnceStarted) timeline.after(afterMs / 20, change);
    else change();
  };
  timeline.after(plan.sheetChangesOnceStarted ? 0 : afterMs, once);
}

/**
 * Somebody stops every execution, puts the table back to what it was a while ago, and says so; S3,
 * Slack, the points API and schedules go on.
 */
function restoreOnce({ setup, backUpTable }: World, at: NonNullable<Plan["restore"]>): void {
  const { atMs, backMs } = at;
  const takenAtMs = Math.max(0, atMs - backMs);
  setup.timeline.after(takenAtMs, () => {
    const restore = backUpTable();
    setup.timeline.after(atMs - takenAtMs, restore);
  });
}

/** Actors see what waits for them; while things go wrong they don't always look. */
function lookAfter({ setup, view, actors }: World): void {
  const { timeline, plan, invariants, random, faults } = setup;
  const days = plan.plannedHours.quota === undefined ? 1 : AT_REST_WITHIN_DAYS_OF_QUOTA;
  if (timeline.nowMs() > START_MS + plan.quietAfterMs + days * AT_REST_WITHIN_MS) {
    invariants.violate("every payout comes to its end", `not within ${days} days of quiet`);
  }
  for (const { payoutId } of view.payouts()) {
    if (faults.isQuiet() || random.chance(0.4)) actors.lookAfter(payoutId);
  }
}

/** Again and again until every payout is at rest and nothing can stir it any more. */
function every({ setup, view, actors }: World, periodMs: number, act: () => void): void {
  const stirringUntilMs = START_MS + setup.plan.quietAfterMs + STIRRING_MS;
  const isHeard = (payout: Payout): boolean => {
    const { payoutId, state } = payout;
    if (state === "completed" && setup.invariants.reports(payoutId) === 0) return false;
    if (state === "halted" && setup.invariants.isSilentlyHalted(payoutId)) return false;
    return view.message(payoutId).isSure && !setup.invariants.owesWord(payout);
  };
  const { plannedHours, quietAfterMs } = setup.plan;
  const nextMs = (): number => {
    const isSoon = setup.timeline.nowMs() < START_MS + quietAfterMs + SELDOM_AFTER_MS;
    return isSoon || plannedHours.quota === undefined ? periodMs : Math.max(periodMs, SELDOM_MS);
  };
  const again = (): void =>
    setup.timeline.after(nextMs(), () => {
      const isStirring = setup.timeline.nowMs() < stirringUntilMs;
      const isTold = (payout: Payout): boolean =>
        isAtRest(payout) && isHeard(payout) && !actors.waitForReceipt(payout);
      if (!isStirring && view.payouts().every(isTold)) return;
      act();
      again();
    });
  again();
}
