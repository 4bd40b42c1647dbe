import type { Payout, PayoutIn, PayoutState } from "../../../domain/payout/payout.ts";

export const MARKETER = { id: "marketer", name: "Marketer" };
export const APPROVER = { id: "approver", name: "Approver" };
/** The same as they act, with the role that lets them decide. */
export const DECIDER = { ...APPROVER, mayDecide: true };

const AT = "2026-11-23T00:00:00.000Z";
const base = {
  payoutId: "01KB0000000000000000000001",
  title: "November event",
  fileName: "november.xlsx",
  sizeBytes: 12_345,
  createdBy: MARKETER,
  createdAt: AT,
  updatedAt: AT,
  revision: 1,
  generation: 0,
};
const sheet = {
  key: "sheets/01KB0000000000000000000001/sheet.xlsx",
  versionId: "v1",
  sizeBytes: 12_345,
};
const check = {
  payments: 3,
  totalPoints: 3_000,
  digest: "sha256:approved",
  problemCount: 0,
  warningCount: 0,
};
const request = {
  localTime: "2026-11-23T12:00:00",
  timeZone: "Asia/Seoul",
  at: "2026-11-23T03:00:00.000Z",
  requestedBy: MARKETER,
};
const schedule = { ...request, name: "01KB0000000000000000000001-1-AAAAAAAA", generation: 1 };
const distribution = {
  startedAt: AT,
  chunkSize: 2,
  chunkCount: 2,
  run: 1,
  execution: "execution-1",
};
const checked = { ...base, sheet, check };
const started = { ...checked, generation: 1, schedule, distribution };

/** A payout in every state; a new state without one here does not compile. */
const EXAMPLES: { readonly [S in PayoutState]: PayoutIn<S> } = {
  uploading: { ...base, state: "uploading" },
  checking: { ...base, sheet, state: "checking" },
  invalid: { ...checked, state: "invalid" },
  ready: { ...checked, state: "ready" },
  awaiting_approval: { ...checked, request, state: "awaiting_approval" },
  scheduled: { ...checked, generation: 1, schedule, state: "scheduled" },
  distributing: { ...started, state: "distributing" },
  paused: { ...started, state: "paused", pause: { reason: "stopped_by_person", since: AT } },
  halted: { ...started, state: "halted", halt: { reason: "sheet_changed", at: AT } },
  completed: {
    ...started,
    state: "completed",
    report: {
      finishedAt: AT,
      counts: {
        payments: 3,
        paid: 3,
        rejected: 0,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pending: 0,
      },
      points: { total: 3_000, paid: 3_000 },
      resultKey: "results/01KB0000000000000000000001/result.xlsx",
    },
  },
  cancelled: { ...base, state: "cancelled" },
};

export function payoutIn<S extends PayoutState>(state: S): PayoutIn<S> {
  return structuredClone(EXAMPLES[state]);
}

/** The event that a stored example payout was created with. */
export function createdEvent(payout: Payout) {
  return {
    eventId: "created",
    payoutId: payout.payoutId,
    revision: payout.revision,
    at: AT,
    by: { kind: "person" as const, ...MARKETER },
    action: "created" as const,
    to: payout.state,
  };
}
