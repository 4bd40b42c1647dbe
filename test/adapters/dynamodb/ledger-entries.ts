import { ulid } from "ulid";
import {
  idempotencyKeyOf,
  type LedgerEntry,
  type Settlement,
} from "../../../domain/distribution/ledger.ts";
import type { LedgerStore, PaymentRef } from "../../../domain/distribution/ledger-store.ts";

export const AT = "2026-11-21T00:00:00.000Z";
export const LATER = "2026-11-21T00:00:09.000Z";
export const PAID = { state: "paid", transactionId: "t-1" } as const satisfies Settlement;
export const REJECTED = {
  state: "rejected",
  code: "http_404",
  detail: "no such user",
} as const satisfies Settlement;
export const UNKNOWN = { state: "unknown", code: "in_doubt" } as const satisfies Settlement;

export function newRef(place: Partial<PaymentRef> = {}): PaymentRef {
  return { payoutId: ulid(), chunk: 0, row: 2, ...place };
}

export function claimOf(
  ref: PaymentRef,
  fence: number,
  payment: { userId?: string; points?: number; accountId?: string } = {},
) {
  return {
    ref,
    payment: {
      ...{ row: ref.row, userId: "00123", points: 500, reason: "가을 이벤트" },
      ...{ extras: { campaign: "fall" }, ...payment },
    },
    idempotencyKey: idempotencyKeyOf(ref.payoutId, ref.row),
    fence,
    at: AT,
  };
}

export function entryOf(ref: PaymentRef, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    ...ref,
    userId: "00123",
    points: 500,
    reason: "가을 이벤트",
    extras: { campaign: "fall" },
    state: "sending",
    idempotencyKey: idempotencyKeyOf(ref.payoutId, ref.row),
    fence: 2,
    claims: 1,
    claimedAt: AT,
    ...changes,
  };
}

/** A payment that was claimed under fence 2 and settled. */
export async function settle(
  ledger: LedgerStore,
  settlement: Settlement,
  ref = newRef(),
  payment: Parameters<typeof claimOf>[2] = {},
): Promise<PaymentRef> {
  await ledger.claim(claimOf(ref, 2, payment));
  if (!(await ledger.settle({ ref, settlement, fence: 2, at: AT })))
    throw new Error("It was free.");
  return ref;
}

/** A ledger of which no claim and no outcome is ever written in a request of its own. */
export function inCompany(ledger: LedgerStore): LedgerStore {
  const company = () => ledger.claim(claimOf(newRef(), 1));
  return {
    ...ledger,
    claim: async (request) => (await Promise.all([ledger.claim(request), company()]))[0],
    settle: async (request) => (await Promise.all([ledger.settle(request), company()]))[0],
  };
}
