import type { Payout } from "../../domain/payout/payout.ts";
import {
  APPROVER,
  type Ask,
  askToApprove,
  askToSchedule,
  DECIDERS,
  humanOf,
} from "./actor-actions.ts";
import type { Setup } from "./setup.ts";

/** How far ahead a payout is scheduled that two people have to look at first. */
const TWO_LOOK_IN_MS = [100_000, 300_000] as const;

/**
 * People who approve in seeds with somebody who cheats. They take a while between looking and saying
 * yes, in which what they looked at may be changed. Where two must approve any of them may be the one, the
 * same one twice, too, by another account; and now and then one of them sends the payout at another time.
 */
export function createApprovers(
  { plan, random, timeline, invariants }: Setup,
  {
    view,
    ask,
  }: {
    readonly view: { payout(payoutId: string): Payout };
    readonly ask: (what: string, payoutId: string, run: Ask) => void;
  },
) {
  const isByTwo = plan.cheating?.twoApproveAbove !== undefined;

  /** When somebody's clock says that it is about time. */
  function soon(): string {
    const nowMs = Math.ceil(timeline.nowMs() / 1000) * 1000;
    return new Date(nowMs + random.spread(...TWO_LOOK_IN_MS)).toISOString().slice(0, 19);
  }

  function send(payout: Payout): void {
    const points = "check" in payout ? (payout.check?.totalPoints ?? 0) : 0;
    const by = random.pick(DECIDERS);
    ask(`${by.id} schedules`, payout.payoutId, askToSchedule(soon(), points, by));
  }

  function lookAndApprove(payout: Payout, by = isByTwo ? random.pick(DECIDERS) : APPROVER): void {
    invariants.looksAt(by, payout);
    timeline.after(random.spread(100, 10_000), () =>
      ask("approve", payout.payoutId, askToApprove(payout.revision, by)),
    );
  }

  return {
    isByTwo,
    soon,
    /** Somebody looks at what waits for approval. */
    look(payoutId: string): void {
      const payout = view.payout(payoutId);
      if (isByTwo && payout.state === "awaiting_approval" && random.chance(0.1)) send(payout);
      else lookAndApprove(payout);
    },
    /** One who may looks at what nobody else does, so that it comes to its end. */
    lookAsNeeded(payoutId: string): void {
      const payout = view.payout(payoutId);
      const first = payout.state === "awaiting_approval" ? payout.firstApproval?.by : undefined;
      const asked = payout.state === "awaiting_approval" ? payout.request.requestedBy : undefined;
      const makers = payout.reversalOf === undefined ? [] : [payout.createdBy, asked];
      const barred = [first, ...makers, ...(payout.settledBy ?? [])].flatMap((one) =>
        one ? [humanOf(one)] : [],
      );
      lookAndApprove(
        payout,
        DECIDERS.find((one) => !barred.includes(humanOf(one))),
      );
    },
  };
}
