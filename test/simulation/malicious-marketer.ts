import type { Payout } from "../../domain/payout/payout.ts";
import {
  ACCOUNTS,
  ASKS,
  type Ask,
  askToApprove,
  askToResume,
  askToRetry,
  askToSchedule,
  askToSettle,
  humanOf,
} from "./actor-actions.ts";
import type { ActorView } from "./actor-view.ts";
import type { Setup } from "./setup.ts";

/** Ticks everything but that the same sheet is under way. */
const TICKED = ["payment_far_above_others", "far_above_lately"];
const SOON_MS = [3_000, 120_000] as const;

type AskFor = (what: string, payoutId: string, run: Ask) => void;

/**
 * One human with the marketer's role, a second account of the same address that may decide, and a
 * Slack user, who wants more paid than the limits let one person send. Each scheme is one that was
 * once open; the honest people around know nothing of it.
 */
export function createMaliciousMarketer(
  { plan, random, timeline, faults }: Setup,
  {
    view,
    ask,
  }: { readonly view: ActorView & { payouts(): readonly Payout[] }; readonly ask: AskFor },
) {
  const account = () => random.pick(ACCOUNTS);
  const soon = (): string =>
    new Date(Math.ceil(timeline.nowMs() / 1000) * 1000 + random.spread(...SOON_MS))
      .toISOString()
      .slice(0, 19);

  function send({ payoutId, ...payout }: Payout, at: string): void {
    const points = "check" in payout ? (payout.check?.totalPoints ?? 0) : 0;
    ask("cheat: schedule", payoutId, askToSchedule(at, points, account(), TICKED));
    // While somebody looks at it.
    if (random.chance(0.3)) timeline.after(random.spread(1_000, 15_000), () => move(payoutId));
  }

  function move(payoutId: string): void {
    const payout = view.payout(payoutId);
    if (payout.state === "awaiting_approval" && !faults.isQuiet()) send(payout, soon());
  }

  /** Many payouts, each just at the limit, at once. */
  function sendAllAtOnce(): void {
    const at = soon();
    for (const payout of view.payouts()) if (payout.state === "ready") send(payout, at);
  }

  function holdAndSend(payout: Payout): void {
    ask("cheat: hold", payout.payoutId, ASKS.hold);
    timeline.after(random.spread(200, 5_000), () => send(payout, soon()));
  }

  function approveOwn({ payoutId, revision, createdBy }: Payout): void {
    // What another one has taken back, the admin API lets only those decide on who may.
    if (humanOf(createdBy) !== humanOf(ACCOUNTS[0])) return;
    ask("cheat: approve", payoutId, askToApprove(revision, account()));
  }

  function resume({ payoutId }: Payout): void {
    ask("cheat: resume", payoutId, askToResume(account()));
  }

  /** Calls unknown payments not paid, as two people, and has them paid again. */
  function settleAndRetry({ payoutId }: Payout): void {
    for (const { row, state } of view.entries(payoutId)) {
      if (state !== "unknown") continue;
      for (const by of ACCOUNTS) {
        timeline.after(random.between(0, 5_000), () =>
          ask("cheat: settle", payoutId, askToSettle({ row, as: "not_paid", by })),
        );
      }
    }
    timeline.after(random.spread(1_000, 20_000), () =>
      ask("cheat: retry", payoutId, askToRetry(undefined, account())),
    );
  }

  /** Also another time for what was approved, or is being looked at. */
  function tryOne(payout: Payout): void {
    switch (payout.state) {
      case "ready":
        if (random.chance(0.6)) sendAllAtOnce();
        else send(payout, soon());
        break;
      case "awaiting_approval":
        if (random.chance(0.5)) send(payout, soon());
        else approveOwn(payout);
        break;
      case "scheduled":
        if (random.chance(0.5)) send(payout, soon());
        else holdAndSend(payout);
        break;
      case "paused":
      case "halted":
        if (random.chance(0.7)) resume(payout);
        else settleAndRetry(payout);
        break;
      case "completed":
        settleAndRetry(payout);
        break;
      default:
    }
  }

  function again(left: number): void {
    if (left === 0) return;
    timeline.after(random.spread(500, 20_000), () => {
      if (faults.isQuiet()) return;
      const payouts = view.payouts();
      const payout = payouts[random.between(0, payouts.length - 1)];
      if (payout !== undefined) tryOne(payout);
      again(left - 1);
    });
  }

  return {
    begin(): void {
      if (plan.cheating === undefined) return;
      timeline.after(random.between(3_000, 20_000), sendAllAtOnce);
      again(plan.cheating.tries);
    },
  };
}
