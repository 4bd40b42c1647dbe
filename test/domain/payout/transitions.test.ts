import { describe, expect, it } from "vitest";
import {
  changePayout,
  type TransitionFields,
  WrongStateError,
} from "../../../domain/payout/change-payout.ts";
import { PAYOUT_STATES, type PayoutState } from "../../../domain/payout/payout.ts";
import type { TransitionName } from "../../../domain/payout/transitions.ts";
import { APPROVER, MARKETER, payoutIn } from "./payouts.ts";

/** Written down apart from the table, so that a slip in the table shows. */
const EXPECTED: Record<TransitionName, Partial<Record<PayoutState, PayoutState>>> = {
  sheet_received: { uploading: "checking", checking: "checking" },
  sheet_replaced: {
    uploading: "uploading",
    checking: "uploading",
    invalid: "uploading",
    ready: "uploading",
  },
  sheet_refused: { checking: "invalid" },
  sheet_accepted: { checking: "ready" },
  approval_requested: {
    ready: "awaiting_approval",
    awaiting_approval: "awaiting_approval",
    scheduled: "awaiting_approval",
  },
  approved: { awaiting_approval: "scheduled" },
  declined: { awaiting_approval: "ready" },
  scheduled: { ready: "scheduled" },
  moved: { scheduled: "scheduled" },
  held: { ready: "ready", scheduled: "ready" },
  renamed: { uploading: "uploading", checking: "checking", invalid: "invalid", ready: "ready" },
  handed_over: {
    uploading: "uploading",
    checking: "checking",
    invalid: "invalid",
    ready: "ready",
    awaiting_approval: "awaiting_approval",
    scheduled: "scheduled",
    paused: "paused",
    halted: "halted",
  },
  sent_back: { scheduled: "ready" },
  cancelled: {
    uploading: "cancelled",
    checking: "cancelled",
    invalid: "cancelled",
    ready: "cancelled",
    awaiting_approval: "cancelled",
    scheduled: "cancelled",
  },
  deleted: {
    uploading: "cancelled",
    checking: "cancelled",
    invalid: "cancelled",
    ready: "cancelled",
    cancelled: "cancelled",
  },
  expired: {
    uploading: "cancelled",
    checking: "cancelled",
    invalid: "cancelled",
    ready: "cancelled",
    awaiting_approval: "cancelled",
  },
  started: { scheduled: "distributing" },
  found_overdue: { scheduled: "scheduled" },
  first_approved: { awaiting_approval: "awaiting_approval" },
  outage_began: { distributing: "distributing" },
  outage_ended: { distributing: "distributing" },
  canary_passed: { distributing: "distributing" },
  paused: { distributing: "paused", paused: "paused" },
  resumed: { paused: "distributing", halted: "distributing" },
  ended: { paused: "distributing", halted: "distributing" },
  halted: { distributing: "halted", paused: "halted" },
  completed: { distributing: "completed" },
  recounted: { completed: "completed" },
  user_erased: { completed: "completed" },
  payment_resolved: { distributing: "distributing", paused: "paused", halted: "halted" },
  settlement_proposed: {
    distributing: "distributing",
    paused: "paused",
    halted: "halted",
    completed: "completed",
  },
  retried: { completed: "completed", halted: "halted" },
  reversed: { completed: "completed" },
  receipt_signed: { completed: "completed" },
  ledger_restored: {
    uploading: "uploading",
    checking: "checking",
    ready: "ready",
    awaiting_approval: "awaiting_approval",
    scheduled: "scheduled",
    distributing: "distributing",
    paused: "paused",
    halted: "halted",
  },
};

const { sheet, check } = payoutIn("ready");
const { schedule } = payoutIn("scheduled");
const { distribution } = payoutIn("distributing");
const brake = { by: APPROVER, at: "2026-11-23T01:02:03.004Z", kind: "held" } as const;
const firstApproval = {
  by: APPROVER,
  at: "2026-11-23T01:02:03.004Z",
  revision: 4,
  digest: check.digest,
  totalPoints: check.totalPoints,
  scheduledFor: schedule.at,
};
const FIELDS: TransitionFields = {
  sheet_received: { sheet },
  sheet_replaced: { fileName: "other.xlsx", sizeBytes: 9, sheetNumber: 2 },
  sheet_refused: { check },
  sheet_accepted: { check },
  approval_requested: {
    request: payoutIn("awaiting_approval").request,
    needsApproval: true,
    firstApproval: undefined,
  },
  approved: { schedule, generation: 1, brake: undefined, needsApproval: true },
  declined: { brake },
  scheduled: { schedule, generation: 1, brake: undefined, needsApproval: undefined },
  moved: { schedule, generation: 2, brake: undefined, needsApproval: undefined },
  renamed: { title: "Another title" },
  handed_over: { handedOver: { to: APPROVER, by: MARKETER, at: "2026-11-23T01:02:03.004Z" } },
  held: { brake, heldBy: { by: APPROVER, at: brake.at } },
  sent_back: {
    sentBack: {
      at: "2026-11-23T01:02:03.004Z",
      reasons: [{ code: "no_history", amount: 3_000, limit: 2_000 }],
      localTime: schedule.localTime,
      timeZone: schedule.timeZone,
      scheduleName: schedule.name,
      requestedBy: MARKETER,
    },
  },
  cancelled: {},
  deleted: { deletedBy: { by: MARKETER, at: "2026-11-23T01:02:03.004Z" } },
  expired: {},
  found_overdue: { schedule },
  started: { distribution },
  outage_began: { outage: { since: "2026-11-23T01:02:03.004Z", code: "http_503" } },
  outage_ended: { distribution },
  canary_passed: { distribution },
  paused: { pause: payoutIn("paused").pause },
  resumed: { distribution, brake: undefined },
  ended: {
    distribution,
    endedBy: { by: MARKETER, at: "2026-11-23T01:02:03.004Z", reason: "The wrong sheet." },
  },
  halted: { halt: payoutIn("halted").halt },
  completed: { report: payoutIn("completed").report },
  recounted: { report: payoutIn("completed").report },
  user_erased: { report: payoutIn("completed").report },
  payment_resolved: {},
  settlement_proposed: {},
  first_approved: { firstApproval },
  retried: {},
  reversed: { reversals: ["01KREVERSAL"] },
  receipt_signed: {
    signOff: {
      ...{ by: APPROVER, at: "2026-11-23T01:02:03.004Z", note: "seen", revision: 9 },
      comparison: { run: 1, scope: "all", findingCount: 0 },
    },
    report: payoutIn("completed").report,
  },
  ledger_restored: { ledgerRestoredAt: "2026-11-23T01:02:03.004Z" },
};

const NAMES = Object.keys(EXPECTED) as TransitionName[];
const PAIRS = NAMES.flatMap((name) => PAYOUT_STATES.map((state) => ({ name, state })));
const cause = {
  by: { kind: "person" as const, ...MARKETER },
  nowMs: Date.parse("2026-11-23T01:02:03.004Z"),
  eventId: "event-1",
  why: "because",
};

describe("a payout's transitions", () => {
  it.each(PAIRS)("$name from $state goes where it should, or is refused", ({ name, state }) => {
    const payout = payoutIn(state);
    const to = EXPECTED[name][state];
    const change = () => changePayout(name, payout, FIELDS[name], cause);

    if (to === undefined) {
      expect(change).toThrow(WrongStateError);
      return;
    }
    const {
      payout: next,
      event: { payTime: _, title: __, file: ___, ...event },
    } = change();
    expect(next).toMatchObject({ state: to, revision: 2, updatedAt: "2026-11-23T01:02:03.004Z" });
    expect(event).toEqual({
      eventId: "event-1",
      payoutId: payout.payoutId,
      revision: 2,
      at: "2026-11-23T01:02:03.004Z",
      by: cause.by,
      action: name,
      from: state,
      to,
      why: "because",
    });
  });

  it("drops an outage that a person stops in", () => {
    const outage = { since: "2026-11-23T01:02:03.004Z", code: "http_503" };
    const began = changePayout("outage_began", payoutIn("distributing"), { outage }, cause).payout;
    expect(began).toMatchObject({ outage });

    const stopped = changePayout("paused", began, FIELDS.paused, cause).payout;

    expect(stopped).not.toHaveProperty("outage");
  });

  it("drops what the new state has no place for", () => {
    const declined = changePayout(
      "declined",
      payoutIn("awaiting_approval"),
      { brake },
      cause,
    ).payout;

    expect(declined).not.toHaveProperty("request");
    expect(declined).toEqual({
      ...payoutIn("ready"),
      brake,
      revision: 2,
      updatedAt: "2026-11-23T01:02:03.004Z",
    });
  });
});
