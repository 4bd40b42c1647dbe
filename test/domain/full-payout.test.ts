import { describe, expect, it } from "vitest";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { toInstant } from "../../domain/clock.ts";
import { noteResolution } from "../../domain/distribution/note-resolution.ts";
import { resumePayout, stopPayout } from "../../domain/distribution/stop-and-resume.ts";
import {
  beginOutage,
  endOutage,
  haltPayout,
  pausePayout,
} from "../../domain/distribution/update-run.ts";
import { cancelPayout } from "../../domain/payout/cancel-payout.ts";
import { changePayout } from "../../domain/payout/change-payout.ts";
import { createPayout } from "../../domain/payout/create-payout.ts";
import { approvePayout, declinePayout } from "../../domain/payout/decide-approval.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import { handOverPayout } from "../../domain/payout/hand-over-payout.ts";
import { holdPayout } from "../../domain/payout/hold-payout.ts";
import type { CheckSummary, Payout, PayoutIn } from "../../domain/payout/payout.ts";
import type { ActingPerson } from "../../domain/payout/person.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { armSchedule, schedulePayout } from "../../domain/payout/schedule-payout.ts";
import { createUserIdMask } from "../../domain/payout/user-id-mask.ts";
import { completePayout } from "../../domain/report/complete-payout.ts";
import { writeReport } from "../../domain/report/write-report.ts";
import { PROBLEM_TABLE } from "../../domain/sheet/problem-table.ts";
import { createMemoryChunks } from "../doubles/memory-objects.ts";
import { createMemorySchedules } from "../doubles/memory-schedules.ts";
import { createMemoryReservations, createObservedTable } from "../doubles/memory-stores.ts";
import { createVirtualClock } from "../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "./payout/payouts.ts";

/** What the table takes in one item; DynamoDB in memory refuses more, as DynamoDB does. */
const ITEM_BYTES = 400 * 1024;
/** Three bytes of UTF-8, and no other character that counts as one takes more. */
const WIDE = "가";
const REASON = WIDE.repeat(500);
const TITLE = WIDE.repeat(200);
const START = Date.parse("2026-11-23T00:00:00.000Z");
const ISSUER = `https://${"i".repeat(200)}.example`;

/** With all that a token can say of somebody. */
function person(nr: number, mayDecide = false): ActingPerson {
  return {
    id: String(nr).padStart(255, "s"),
    name: WIDE.repeat(200),
    issuer: ISSUER,
    email: `${String(nr).padStart(200, "e")}@paysheet.example`,
    mayDecide,
  };
}
const MAKER = person(1);
const DECIDER = person(2, true);

/** A sheet with every warning that there is, and all figures as large as they get. */
const CHECK: CheckSummary = {
  payments: 300,
  totalPoints: Number.MAX_SAFE_INTEGER,
  digest: `sha256:${"f".repeat(64)}`,
  problemCount: 0,
  warningCount: 1_000,
  warningCodes: Object.keys(PROBLEM_TABLE),
  largestPoints: Number.MAX_SAFE_INTEGER,
  largestRecipientPoints: Number.MAX_SAFE_INTEGER,
  medianPoints: 1_000_000,
  fingerprint: {
    exact: `1:${"f".repeat(16)}`,
    sketch: Array.from({ length: 128 }, (_, nr) => 4_294_967_000 + nr),
  },
};
/** As many as a request may name, each as long as one may be. */
const TICKED = [
  ...Object.keys(PROBLEM_TABLE),
  ...["same-0", "same-1", "same-2"].map((id) => `paid_lately_same:${id}`),
  ...Array.from({ length: 100 }, (_, nr) => `${"c".repeat(60)}_${nr}:${"9".repeat(64)}`),
];

/** The whole of what changes a payout, over one table that is DynamoDB in memory. */
function setup() {
  const { table, seen } = createObservedTable();
  const clock = createVirtualClock(START);
  let made = 0;
  const newId = () => {
    made += 1;
    return `01KB${String(made).padStart(22, "0")}`;
  };
  const deps = {
    payouts: createDynamoDbPayoutStore(table),
    ledger: createDynamoDbLedgerStore(table),
    reservations: createMemoryReservations(),
    checks: { get: async () => undefined },
    sheets: {
      uploadForm: async () => ({ url: "https://s3.invalid", fields: {} }),
      withLocalCopy: async () => Promise.reject(new Error("Nobody uploads.")),
    },
    scheduler: createMemorySchedules(),
    chunks: createMemoryChunks(),
    results: {
      async write({ payoutId }: Payout, rows: AsyncIterable<unknown>) {
        for await (const _ of rows);
        return { resultKey: `results/${payoutId}/result.xlsx` };
      },
    },
    starter: { start: async () => undefined },
    userIdMask: createUserIdMask("personal"),
    policy: policySchema.parse({ limits: { openDrafts: { refuseAbove: 100 } } }),
    clock,
    newId,
  };
  return { deps, seen };
}

type Deps = ReturnType<typeof setup>["deps"];

/** Three that pay the very same, under titles as long as they get: each is named in a warning. */
async function placeOthers({ payouts }: Deps): Promise<void> {
  for (const nr of [0, 1, 2]) {
    const other = { ...payoutIn("scheduled"), payoutId: `same-${nr}`, title: TITLE, check: CHECK };
    await payouts.create(other, createdEvent(other));
  }
}

/** A payout as the longest names make it, its sheet checked. */
async function createLongest(deps: Deps): Promise<string> {
  const request = { title: TITLE, fileName: `${WIDE.repeat(251)}.csv`, sizeBytes: 1 };
  const { payout } = await createPayout(deps, request, MAKER);
  const cause = { by: { kind: "system", name: "check-sheet" } as const, nowMs: START };
  const sheet = { ...payoutIn("ready").sheet, sequencer: "f".repeat(64) };
  const received = changePayout("sheet_received", payout, { sheet }, { ...cause, eventId: "1" });
  await deps.payouts.change(received.payout, received.event);
  const accepted = { ...cause, eventId: "2" };
  const retried = {
    ...received.payout,
    retryOf: "r".repeat(26),
    originalApproved: true as const,
    // As many as a retry takes.
    settledBy: Array.from({ length: 20 }, (_, nr) => person(100 + nr)),
  };
  const checked = changePayout("sheet_accepted", retried, { check: CHECK }, accepted);
  await deps.payouts.change(checked.payout, checked.event);
  return payout.payoutId;
}

const at = (nr: number) => `2026-12-01T${String(nr % 24).padStart(2, "0")}:00`;

async function schedule(deps: Deps, payoutId: string, nr: number, by = MAKER): Promise<Payout> {
  const request = {
    at: at(nr),
    timeZone: "America/Argentina/ComodRivadavia",
    expectedTotalPoints: CHECK.totalPoints,
    acknowledgedWarnings: TICKED,
  };
  return await schedulePayout(deps, payoutId, request, by);
}

/** Moved so often as nobody asks whether they may: the rules that bound it are not in the way. */
async function move(deps: Deps, payoutId: string, times: number): Promise<void> {
  for (let nr = 0; nr < times; nr += 1) {
    const payout = await inState(deps, payoutId, "scheduled");
    const { approval, ...wanted } = payout.schedule;
    const cause = {
      by: { kind: "person", ...DECIDER } as const,
      nowMs: START + nr,
      eventId: deps.newId(),
      why: REASON,
      acknowledgedWarnings: wanted.acknowledgedWarnings,
    };
    await armSchedule(deps, payout, { ...wanted, approval }, (fields) =>
      changePayout("moved", payout, fields, cause),
    );
  }
}

async function inState<S extends Payout["state"]>(
  { payouts }: Deps,
  payoutId: string,
  state: S,
): Promise<PayoutIn<S>> {
  const payout = await getPayout(payouts, payoutId);
  if (payout.state !== state) throw new Error(`It is ${payout.state}.`);
  return payout as PayoutIn<S>;
}

async function start(deps: Deps, payoutId: string): Promise<PayoutIn<"distributing">> {
  const payout = await inState(deps, payoutId, "scheduled");
  const distribution = {
    ...payoutIn("distributing").distribution,
    ...{ chunkSize: 500, chunkCount: 1, shards: 64, execution: "e".repeat(200) },
  };
  const cause = { by: { kind: "system", name: "distribute" } as const, nowMs: START };
  const change = changePayout(
    "started",
    payout,
    { distribution },
    { ...cause, eventId: deps.newId() },
  );
  await deps.payouts.change(change.payout, change.event);
  return await inState(deps, payoutId, "distributing");
}

/** To so many people as it may go through, and to one more. */
async function handOver(deps: Deps, payoutId: string): Promise<void> {
  for (let nr = 0; nr < 11; nr += 1) await handOverTo(deps, payoutId, nr);
  await expect(handOverTo(deps, payoutId, 11)).rejects.toMatchObject({ code: "too_many_owners" });
}

async function handOverTo(deps: Deps, payoutId: string, nr: number): Promise<void> {
  const { email = "", ...next } = person(200 + nr);
  const known = { ...next, email, roles: [], seenAt: toInstant(START) };
  const people = { withEmail: async () => [known] };
  const request = { email, reason: REASON };
  const handingOver = { ...deps, people, mayOwn: () => true };
  await handOverPayout(handingOver, payoutId, request, MAKER, { ofOthers: true });
}

const bytesOf = (payout: Payout) => Buffer.byteLength(JSON.stringify(payout));

describe("a payout into which everything is filled that anybody can send", () => {
  it("is declined, held and cancelled, however often it was moved", async () => {
    const { deps, seen } = setup();
    await placeOthers(deps);
    const payoutId = await createLongest(deps);
    const asked = await schedule(deps, payoutId, 1);
    const decision = { revision: asked.revision, reason: REASON };
    const declined = await declinePayout(deps, payoutId, decision, DECIDER);
    expect(declined).toMatchObject({ state: "ready", brake: { reason: REASON } });
    for (let nr = 0; nr < 30; nr += 1) await schedule(deps, payoutId, nr);
    const last = await inState(deps, payoutId, "awaiting_approval");
    await approvePayout(deps, payoutId, { revision: last.revision, reason: REASON }, DECIDER);
    await move(deps, payoutId, 10);
    const before = bytesOf(await getPayout(deps.payouts, payoutId));

    await move(deps, payoutId, 50);

    const moved = await inState(deps, payoutId, "scheduled");
    expect(bytesOf(moved)).toBe(before);
    const kept = moved.schedule.acknowledgedWarnings ?? [];
    expect(kept).toHaveLength(Object.keys(PROBLEM_TABLE).length + 3);
    const held = await holdPayout(deps, payoutId, { reason: REASON }, DECIDER);
    expect(held).toMatchObject({ state: "ready", brake: { reason: REASON } });
    expect(await cancelPayout(deps, payoutId, MAKER)).toMatchObject({ state: "cancelled" });
    expect(seen.largestBytes).toBeLessThan(ITEM_BYTES / 2);
  });

  it("is stopped, halted and completed after all that a points API and people can say", async () => {
    const { deps, seen } = setup();
    await placeOthers(deps);
    const payoutId = await createLongest(deps);
    await handOver(deps, payoutId);
    const asked = await schedule(deps, payoutId, 1);
    await approvePayout(deps, payoutId, { revision: asked.revision, reason: REASON }, DECIDER);
    await start(deps, payoutId);
    // A points API that names another code each time, with all its words.
    for (let nr = 1; nr <= 60; nr += 1) {
      const code = `${nr}${"c".repeat(5_000)}`;
      const told = { code, detail: "d".repeat(100_000) };
      const { distribution } = await inState(deps, payoutId, "distributing");
      const after = distribution.outageOver;
      await beginOutage(deps, { payoutId, run: nr, after }, { code });
      await endOutage(deps, { payoutId, run: nr, after });
      await pausePayout(deps, payoutId, nr, { reason: "many_refused", row: nr, ...told });
      await stopPayout(deps, payoutId, { reason: REASON }, MAKER);
      await haltPayout(deps, payoutId, nr, { reason: "points_api_unavailable", ...told });
      await resumePayout(deps, payoutId, { reason: REASON }, MAKER);
    }
    const started = bytesOf(await getPayout(deps.payouts, payoutId));

    await settle(deps, payoutId, 100);

    const settled = await inState(deps, payoutId, "distributing");
    // Its revision has grown by some digits.
    expect(bytesOf(settled) - started).toBeLessThan(5);
    const stopped = await stopPayout(deps, payoutId, { reason: REASON }, DECIDER);
    expect(stopped).toMatchObject({ state: "paused", brake: { kind: "stopped", reason: REASON } });
    const { run } = settled.distribution;
    const halt = { reason: "execution_died", detail: "d".repeat(100_000) } as const;
    expect(await haltPayout(deps, payoutId, run, halt)).toBe(true);
    await resumePayout(deps, payoutId, { reason: REASON }, DECIDER);
    await reject(deps, payoutId);
    const ending = await inState(deps, payoutId, "distributing");
    await completePayout(deps, ending, await writeReport(deps, ending));
    const { report } = await inState(deps, payoutId, "completed");
    expect([report.failures?.length, report.reasons?.length]).toEqual([10, 100]);
    expect(seen.largestBytes).toBeLessThan(ITEM_BYTES / 2);
  });
});

describe("a payout of which thousands of changes are told", () => {
  it("is no larger after 900 moves and 4,000 payments that were settled one by one", async () => {
    const { deps, seen } = setup();
    const { payoutId } = payoutIn("scheduled");
    await deps.payouts.create(payoutIn("scheduled"), createdEvent(payoutIn("scheduled")));
    await move(deps, payoutId, 100);
    const before = bytesOf(await getPayout(deps.payouts, payoutId));
    await move(deps, payoutId, 800);
    expect(bytesOf(await getPayout(deps.payouts, payoutId))).toBe(before);

    await start(deps, payoutId);
    await settle(deps, payoutId, 4_000);

    const stopped = await stopPayout(deps, payoutId, { reason: REASON }, DECIDER);
    expect(stopped).toMatchObject({ state: "paused", revision: 4_903 });
    expect(await deps.payouts.events(payoutId)).toHaveLength(4_903);
    expect(seen.largestBytes).toBeLessThan(ITEM_BYTES / 20);
  });
});

async function settle(deps: Deps, payoutId: string, times: number): Promise<void> {
  const { revision } = await getPayout(deps.payouts, payoutId);
  for (let nr = 0; nr < times; nr += 1) {
    await noteResolution(deps, payoutId, {
      stands: { by: DECIDER, note: REASON },
      what: `Row ${nr} not_paid confirmed.`,
      settles: true,
      eventId: `row-${nr}-resolved`,
      takenAfter: revision + nr,
    });
  }
}

/** Each payment rejected for a reason of its own, as wordily as a points API can. */
async function reject({ chunks, ledger, clock }: Deps, payoutId: string): Promise<void> {
  const payments = Array.from({ length: CHECK.payments }, (_, nr) => ({
    row: nr + 2,
    userId: `${nr}`.padStart(256, WIDE),
    points: 1,
    reason: REASON,
  }));
  await chunks.write(payoutId, 0, payments);
  await ledger.openChunk(payoutId, 0);
  const at = toInstant(clock.nowMs());
  for (const payment of payments) {
    const ref = { payoutId, chunk: 0, row: payment.row };
    await ledger.claim({ ref, payment, idempotencyKey: `${payment.row}`, fence: 1, at });
    const code = `${payment.row}${"c".repeat(5_000)}`;
    const settlement = { state: "rejected", code, detail: WIDE.repeat(10_000) } as const;
    await ledger.settle({ ref, settlement, fence: 1, at });
  }
}
