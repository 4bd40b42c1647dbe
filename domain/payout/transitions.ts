import type { PayoutState } from "./payout.ts";

/** The payout keeps its state; the event records something else about it. */
const UNCHANGED = "unchanged";

interface Transition {
  readonly from: readonly PayoutState[];
  readonly to: PayoutState | typeof UNCHANGED;
}

/**
 * Every way a payout may change, by the name its audit event bears. Nothing else may change a
 * payout's state; the test of this table tries every pair.
 */
export const TRANSITIONS = {
  /** The upload arrived; a later upload replaces one whose check has not ended. */
  sheet_received: { from: ["uploading", "checking"], to: "checking" },
  /** A person gives a draft another file: it waits for that, and what was checked before is void. */
  sheet_replaced: { from: ["uploading", "checking", "invalid", "ready"], to: "uploading" },
  sheet_refused: { from: ["checking"], to: "invalid" },
  sheet_accepted: { from: ["checking"], to: "ready" },
  /** Also of what is scheduled: another time is not what was approved. */
  approval_requested: {
    from: ["ready", "awaiting_approval", "scheduled"],
    to: "awaiting_approval",
  },
  /** By the first of two who must. */
  first_approved: { from: ["awaiting_approval"], to: "awaiting_approval" },
  approved: { from: ["awaiting_approval"], to: "scheduled" },
  declined: { from: ["awaiting_approval"], to: "ready" },
  scheduled: { from: ["ready"], to: "scheduled" },
  moved: { from: ["scheduled"], to: "scheduled" },
  /** A person took it out of its schedule, or will not have it scheduled by others. */
  held: { from: ["ready", "scheduled"], to: "ready" },
  /** Its time came and it may not be paid as it is: policy, limits or other payouts changed. */
  sent_back: { from: ["scheduled"], to: "ready" },
  /** A person gave a draft another title. */
  renamed: { from: ["uploading", "checking", "invalid", "ready"], to: UNCHANGED },
  /** Another person answers for it from now on: whoever made it before remains a maker. */
  handed_over: {
    from: [
      "uploading",
      "checking",
      "invalid",
      "ready",
      "awaiting_approval",
      "scheduled",
      "paused",
      "halted",
    ],
    to: UNCHANGED,
  },
  cancelled: {
    from: ["uploading", "checking", "invalid", "ready", "awaiting_approval", "scheduled"],
    to: "cancelled",
  },
  /** A person took a draft out of the lists that nobody had scheduled: it stays, with its trail. */
  deleted: { from: ["uploading", "checking", "invalid", "ready", "cancelled"], to: "cancelled" },
  /** Nobody went on with it, or approved it, for as long as the policy says; by the sweeper. */
  expired: {
    from: ["uploading", "checking", "invalid", "ready", "awaiting_approval"],
    to: "cancelled",
  },
  /** Its time passed and nothing started; found by the sweeper. */
  found_overdue: { from: ["scheduled"], to: "scheduled" },
  started: { from: ["scheduled"], to: "distributing" },
  /** The points API is down; the payout waits for it and goes on by itself. */
  outage_began: { from: ["distributing"], to: UNCHANGED },
  outage_ended: { from: ["distributing"], to: UNCHANGED },
  /** The first payments were paid and looked at, and nothing was wrong: the rest is paid. */
  canary_passed: { from: ["distributing"], to: UNCHANGED },
  /** A person may also stop what paused by itself, as earlier versions did in an outage. */
  paused: { from: ["distributing", "paused"], to: "paused" },
  resumed: { from: ["paused", "halted"], to: "distributing" },
  /** A person has it closed: what is not paid yet never is, and the rest is found out. */
  ended: { from: ["paused", "halted"], to: "distributing" },
  halted: { from: ["distributing", "paused"], to: "halted" },
  completed: { from: ["distributing"], to: "completed" },
  /** A person settled an unknown payment after the report. */
  recounted: { from: ["completed"], to: "completed" },
  /** A person had a user's data erased from it. */
  user_erased: { from: ["completed"], to: UNCHANGED },
  /** A person settled an unknown payment before there is a report; it may be resumed meanwhile. */
  payment_resolved: { from: ["distributing", "paused", "halted"], to: UNCHANGED },
  /** A person said that an unknown payment was not paid, which waits for a second one, or took it back. */
  settlement_proposed: {
    from: ["distributing", "paused", "halted", "completed"],
    to: UNCHANGED,
  },
  /** A person had rejected payments paid again by another payout. */
  retried: { from: ["completed", "halted"], to: UNCHANGED },
  /** A person had payments taken back by another payout. */
  reversed: { from: ["completed"], to: UNCHANGED },
  /** A person confirmed the receipt. */
  receipt_signed: { from: ["completed"], to: UNCHANGED },
  /** A person restored the table from a backup: what was paid since, the ledger does not know. */
  ledger_restored: {
    from: [
      "uploading",
      "checking",
      "ready",
      "awaiting_approval",
      "scheduled",
      "distributing",
      "paused",
      "halted",
    ],
    to: UNCHANGED,
  },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;

export function mayChange(name: TransitionName, from: PayoutState): boolean {
  const sources: readonly PayoutState[] = TRANSITIONS[name].from;
  return sources.includes(from);
}

/** The state that the transition leads to from that state. */
export function stateAfter(name: TransitionName, from: PayoutState): PayoutState {
  const { to } = TRANSITIONS[name];
  return to === UNCHANGED ? from : to;
}
