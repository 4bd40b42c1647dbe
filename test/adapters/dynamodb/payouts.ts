import { ulid } from "ulid";
import type { AuditEvent } from "../../../domain/payout/audit-event.ts";
import { changePayout, type PayoutChange } from "../../../domain/payout/change-payout.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import type { PayoutStore } from "../../../domain/payout/payout-store.ts";

const MARKETER = { id: "u-1", name: "marketer" };
const BY = { kind: "person", ...MARKETER } as const;

/** A payout that waits for its sheet, and the event of its creation. */
export function newPayout(
  createdAt = "2026-11-21T00:00:00.000Z",
  payoutId = ulid(),
): { payout: Payout; event: AuditEvent } {
  const payout: Payout = {
    payoutId,
    title: "가을 이벤트",
    fileName: "list.xlsx",
    sizeBytes: 1000,
    createdBy: MARKETER,
    createdAt,
    updatedAt: createdAt,
    revision: 1,
    generation: 0,
    state: "uploading",
  };
  return { payout, event: eventOf(payout) };
}

/** Has the store create one. */
export async function createPayout(store: PayoutStore): Promise<Payout> {
  const { payout, event } = newPayout();
  await store.create(payout, event);
  return payout;
}

function eventOf(payout: Payout): AuditEvent {
  return {
    eventId: ulid(),
    payoutId: payout.payoutId,
    revision: 1,
    at: payout.createdAt,
    by: BY,
    action: "created",
    to: "uploading",
  };
}

export function receiveSheet(payout: Payout, versionId = "v1"): PayoutChange {
  const sheet = { key: `sheets/${payout.payoutId}/sheet.xlsx`, versionId, sizeBytes: 1000 };
  return changePayout("sheet_received", payout, { sheet }, cause());
}

/** Its sheet arrives and is fine. */
export async function makeReady(store: PayoutStore, payout: Payout): Promise<Payout> {
  const received = receiveSheet(payout);
  await store.change(received.payout, received.event);
  const check = { payments: 1, totalPoints: 100, digest: "d", problemCount: 0, warningCount: 0 };
  const accepted = changePayout("sheet_accepted", received.payout, { check }, cause());
  await store.change(accepted.payout, accepted.event);
  return accepted.payout;
}

export function schedule(payout: Payout): PayoutChange {
  const schedule = {
    localTime: "2026-12-01T09:00:00",
    timeZone: "Asia/Seoul",
    at: "2026-12-01T00:00:00.000Z",
    requestedBy: MARKETER,
    name: `${payout.payoutId}-1`,
    generation: 1,
  };
  return changePayout(
    "scheduled",
    payout,
    { schedule, generation: 1, brake: undefined, needsApproval: undefined },
    cause(),
  );
}

/** Its time comes. */
export function start(payout: Payout): PayoutChange {
  const distribution = {
    startedAt: "2026-12-01T00:00:00.000Z",
    ...{ chunkSize: 500, chunkCount: 1, run: 1, execution: "execution-1" },
  };
  return changePayout("started", payout, { distribution }, cause());
}

export function halt(payout: Payout): PayoutChange {
  const halted = { reason: "sheet_changed", at: "2026-12-01T00:00:00.000Z" } as const;
  return changePayout("halted", payout, { halt: halted }, cause());
}

export function hold(payout: Payout): PayoutChange {
  const heldBy = { by: BY, at: "2026-11-21T00:01:00.000Z" };
  return changePayout("held", payout, { brake: undefined, heldBy }, cause());
}

export function cancel(payout: Payout): PayoutChange {
  return changePayout("cancelled", payout, {}, { ...cause(), why: "wrong list" });
}

function cause() {
  return { by: BY, nowMs: Date.parse("2026-11-21T00:01:00.000Z"), eventId: ulid() };
}
