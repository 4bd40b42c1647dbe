import { describe, expect, it } from "vitest";
import type { ChunkTally } from "../../../domain/distribution/ledger-store.ts";
import {
  PAYOUT_STATES,
  type Payout,
  type PayoutState,
  payoutSchema,
} from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { viewPayout } from "../../../domain/report/payout-view.ts";

const at = "2026-11-21T00:00:00.000Z";
const person = { id: "p", name: "P" };
const time = { localTime: "2026-11-21T09:00:00", timeZone: "Asia/Seoul", at, requestedBy: person };
const reported = {
  payments: 4,
  paid: 4,
  rejected: 0,
  unknown: 0,
  accepted: 0,
  withdrawn: 0,
  pending: 0,
};

/** A payout with every field a state may have; its schema keeps those of its own state. */
function payoutIn(state: PayoutState, problemCount = 0): Payout {
  return payoutSchema.parse({
    payoutId: "x",
    state,
    title: "t",
    fileName: "f.csv",
    sizeBytes: 1,
    createdBy: person,
    createdAt: at,
    updatedAt: at,
    revision: 1,
    generation: 1,
    sheet: { key: "k", versionId: "v", sizeBytes: 1 },
    check: { payments: 4, totalPoints: 40, digest: "d", problemCount, warningCount: 0 },
    request: time,
    schedule: { ...time, name: "n", generation: 1 },
    distribution: { startedAt: at, chunkSize: 2, chunkCount: 2, run: 1, execution: "e" },
    pause: { reason: "stopped_by_person", since: at },
    halt: { reason: "sheet_changed", at },
    report: { finishedAt: at, counts: reported, points: { total: 40, paid: 40 }, resultKey: "r" },
  });
}

const tallies: ChunkTally[] = [
  {
    chunk: 0,
    status: "closed",
    paid: 1,
    rejected: 1,
    unknown: 0,
    accepted: 0,
    withdrawn: 0,
    pointsPaid: 10,
  },
];

async function view(payout: Payout) {
  const ledgerReads: string[] = [];
  const {
    payout: _payout,
    check: _check,
    takesBack: _takesBack,
    ...facts
  } = await viewPayout(
    {
      payouts: { get: async () => undefined },
      checks: { get: async () => undefined },
      ledger: {
        async tallies(payoutId) {
          ledgerReads.push(payoutId);
          return tallies;
        },
      },
      deliveryStates: { get: async () => undefined },
      clock: { nowMs: () => Date.parse(at) + 2000 },
      pointsRatePerSecond: 3,
      policy: policySchema.parse({ quietHours: [{ from: "11:00", to: "13:00" }] }),
    },
    payout,
  );
  return { ...facts, ledgerReads: ledgerReads.length };
}

const waiting = {
  counts: { payments: 4, paid: 0, rejected: 0, unknown: 0, accepted: 0, withdrawn: 0, pending: 4 },
  points: { total: 40, paid: 0 },
  ledgerReads: 0,
};
const underWay = {
  counts: { payments: 4, paid: 1, rejected: 1, unknown: 0, accepted: 0, withdrawn: 0, pending: 2 },
  points: { total: 40, paid: 10 },
  ledgerReads: 1,
};
const forecast = { seconds: 2 };

const EXPECTED: Record<PayoutState, object> = {
  uploading: { ledgerReads: 0 },
  checking: { ledgerReads: 0 },
  invalid: waiting,
  ready: { ...waiting, forecast },
  awaiting_approval: { ...waiting, forecast },
  scheduled: { ...waiting, forecast },
  distributing: {
    ...underWay,
    progress: { settled: 2, of: 4, ratePerSecond: 1, secondsLeft: 2 },
  },
  paused: underWay,
  halted: underWay,
  completed: { counts: reported, points: { total: 40, paid: 40 }, ledgerReads: 0 },
  cancelled: waiting,
};

describe("what is known of a payout", () => {
  it.each(PAYOUT_STATES)("that is %s", async (state) => {
    expect(await view(payoutIn(state))).toEqual(EXPECTED[state]);
  });

  it("with problems in its sheet holds no counts: nobody will be paid by it", async () => {
    expect(await view(payoutIn("invalid", 1))).toEqual({ ledgerReads: 0 });
  });
});
