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

export function cancel(payout: Payout): PayoutChange {
  return changePayout("cancelled", payout, {}, { ...cause(), why: "wrong list" });
}

function cause() {
  return { by: BY, nowMs: Date.parse("2026-11-21T00:01:00.000Z"), eventId: ulid() };
}
