import { expect, it } from "vitest";
import { createDynamoDbPayoutStore } from "../../../adapters/dynamodb/dynamodb-payout-store.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { comingPayouts } from "../../../domain/report/coming-payouts.ts";
import {
  type SomePayouts,
  type WaitingForPerson,
  waitingForPerson,
} from "../../../domain/report/waiting-for-person.ts";
import { createObservedTable } from "../../doubles/memory-stores.ts";
import { APPROVER, createdEvent, DECIDER, MARKETER, payoutIn } from "../payout/payouts.ts";

const AT = "2026-11-23T00:00:00.000Z";
const ALL = { prepares: true, goesOn: true };

async function setup(named: Readonly<Record<string, Payout>>) {
  const { table, seen } = createObservedTable();
  const payouts = createDynamoDbPayoutStore(table);
  for (const [payoutId, payout] of Object.entries(named)) {
    const added = { ...payout, payoutId };
    await payouts.create(added, createdEvent(added));
  }
  return { payouts, seen };
}

function idsOf({ toApprove, toMend, toSchedule, toSettle, stopped }: WaitingForPerson) {
  const ids = (found: SomePayouts | undefined) => found?.payouts.map(({ payoutId }) => payoutId);
  return {
    toApprove: ids(toApprove),
    toMend: ids(toMend),
    toSchedule: ids(toSchedule),
    toSettle: ids(toSettle),
    stopped: ids(stopped),
  };
}

function withUnknown(): Payout {
  const payout = payoutIn("completed");
  const counts = { ...payout.report.counts, paid: 2, unknown: 1 };
  return { ...payout, report: { ...payout.report, counts } };
}

it("tells a marketer of their own to mend and to schedule, and of all that stopped or is unknown", async () => {
  const brake = { by: APPROVER, at: AT, kind: "declined" as const };
  const others = { id: "other", name: "Other" };
  const deps = await setup({
    invalid: payoutIn("invalid"),
    "invalid-of-another": { ...payoutIn("invalid"), createdBy: others },
    declined: { ...payoutIn("ready"), brake },
    ready: payoutIn("ready"),
    "ready-of-another": { ...payoutIn("ready"), createdBy: others },
    asked: payoutIn("awaiting_approval"),
    paused: payoutIn("paused"),
    halted: { ...payoutIn("halted"), createdBy: others },
    "halted-dry": { ...payoutIn("halted"), dryRun: true },
    unknown: withUnknown(),
    paid: payoutIn("completed"),
    "unknown-dry": { ...withUnknown(), dryRun: true },
  });
  expect(idsOf(await waitingForPerson(deps, MARKETER, ALL))).toEqual({
    toApprove: undefined,
    toMend: ["declined", "invalid"],
    toSchedule: ["ready"],
    toSettle: ["unknown"],
    stopped: ["paused", "halted"],
  });
});

it("tells an approver of what their word is missing for, the next to be paid first", async () => {
  const asked = payoutIn("awaiting_approval");
  const { request } = asked;
  const approval = {
    ...{ by: APPROVER, at: AT, revision: 1, digest: "d", totalPoints: 1 },
    scheduledFor: request.at,
  };
  const deps = await setup({
    soon: { ...asked, createdAt: "2026-11-01T00:00:00.000Z" },
    later: { ...asked, request: { ...request, at: "2026-12-23T03:00:00.000Z" } },
    own: { ...asked, createdBy: APPROVER },
    asked: { ...asked, request: { ...request, requestedBy: APPROVER } },
    "approved-by-them": { ...asked, firstApproval: approval },
    "approved-by-another": { ...asked, firstApproval: { ...approval, by: MARKETER } },
  });
  const found = idsOf(await waitingForPerson(deps, DECIDER, { prepares: false, goesOn: true }));
  expect(found.toApprove).toHaveLength(3);
  expect(found.toApprove?.at(-1)).toBe("later");
  expect(found.toMend).toBeUndefined();
  const viewer = await waitingForPerson(deps, APPROVER, { prepares: false, goesOn: false });
  expect(Object.values(viewer).filter((kind) => kind !== undefined)).toEqual([]);
});

it("costs the same however many payouts there are, and says that there are more", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 700 }, (_, nr) => [`p-${nr}`, payoutIn("ready")]),
  );
  const deps = await setup(many);
  const before = deps.seen.requests;
  const { toSchedule } = await waitingForPerson(deps, MARKETER, ALL);
  expect(deps.seen.requests - before).toBeLessThan(15);
  expect(toSchedule).toMatchObject({ hasMore: true, payouts: { length: 20 } });
});

it("has what comes by its time, by the clocks of the company, with what begins after quiet hours", async () => {
  const policy = policySchema.parse({ quietHours: [{ from: "22:00", to: "08:00" }] });
  const scheduled = payoutIn("scheduled");
  const { schedule } = scheduled;
  const night = { ...schedule, at: "2026-11-23T14:30:00.000Z" };
  const deps = await setup({
    night: { ...scheduled, schedule: night },
    asked: payoutIn("awaiting_approval"),
    paying: payoutIn("distributing"),
  });
  const { coming, hasMore, paying } = await comingPayouts({ ...deps, policy });
  expect(
    coming.map(({ payout, localTime, beginsAt }) => [payout.payoutId, localTime, beginsAt]),
  ).toEqual([
    ["asked", "2026-11-23T12:00", undefined],
    ["night", "2026-11-23T23:30", "2026-11-24T08:00"],
  ]);
  expect({ hasMore, paying: paying.map(({ payoutId }) => payoutId) }).toEqual({
    hasMore: false,
    paying: ["paying"],
  });
});
