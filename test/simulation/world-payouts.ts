import type { Lease, LeasedWork, LeaseStore } from "../../domain/distribution/lease.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../../domain/payout/payout-store.ts";
import type { Judge } from "./judge.ts";
import type { SimProcess } from "./sim-process.ts";
import { snapshotOf } from "./snapshot.ts";

export interface WorldPayouts {
  add(payout: Payout, event: AuditEvent): void;
  /** Remembers how they stand; called, the result brings that back. */
  snapshot(): () => void;
  get(payoutId: string): Payout;
  all(): readonly Payout[];
  portOf(process: SimProcess): PayoutStore;
}

/** Payouts under the conditions of adapters/dynamodb. */
export function createWorldPayouts(judge: Judge): WorldPayouts {
  const stored = new Map<
    string,
    { readonly payout: Payout; readonly events: readonly AuditEvent[] }
  >();

  function create(payout: Payout, event: AuditEvent): void {
    const known = stored.get(payout.payoutId);
    if (known?.events.some(({ eventId }) => eventId === event.eventId)) return;
    if (known !== undefined) throw new PayoutChangedError(payout.payoutId);
    stored.set(payout.payoutId, { payout, events: [event] });
  }

  function change(process: SimProcess, payout: Payout, event: AuditEvent): void {
    const known = stored.get(payout.payoutId);
    if (known === undefined) throw new PayoutChangedError(payout.payoutId);
    // The service's client asks again after a lost answer; its own write is no conflict.
    if (known.events.some(({ eventId }) => eventId === event.eventId)) return;
    if (known.payout.revision !== payout.revision - 1) {
      throw new PayoutChangedError(payout.payoutId);
    }
    judge.payoutChanges(process, known.payout, payout, event);
    stored.set(payout.payoutId, { payout, events: [...known.events, event] });
  }

  return {
    add: create,
    snapshot: () => snapshotOf(stored),
    get(payoutId) {
      const known = stored.get(payoutId);
      if (known === undefined) throw new Error(`No payout ${payoutId} in this world.`);
      return known.payout;
    },
    all: () => [...stored.values()].map(({ payout }) => payout),
    portOf: (process) => ({
      create: (payout, event) => process.call("payouts.create", () => create(payout, event)),
      get: (payoutId) => process.call("payouts.get", () => stored.get(payoutId)?.payout),
      change: (payout, event) =>
        process.call(`payouts.change ${event.action}`, () => change(process, payout, event)),
      list: ({ state }) =>
        process.call("payouts.list", () => ({
          items: [...stored.values()]
            .map(({ payout }) => payout)
            .filter((payout) => payout.state === state),
        })),
      events: (payoutId) =>
        process.call("payouts.events", () => stored.get(payoutId)?.events ?? []),
    }),
  };
}

export interface WorldLeases {
  /** Remembers how they stand; called, the result brings that back. */
  snapshot(): () => void;
  portOf(process: SimProcess): LeaseStore;
}

/** Leases under the conditions of adapters/dynamodb. */
export function createWorldLeases(): WorldLeases {
  const leases = new Map<string, Lease>();
  const nameOf = ({ payoutId, shard }: LeasedWork): string => `${payoutId}#${shard}`;
  const isOurs = (lease: Lease): boolean => leases.get(nameOf(lease))?.fence === lease.fence;

  function acquire(request: Parameters<LeaseStore["acquire"]>[0]) {
    const { payoutId, shard, owner, ttlMs, nowMs } = request;
    const known = leases.get(nameOf(request));
    if (known !== undefined && known.expiresAtMs > nowMs && known.owner !== owner) {
      return { kind: "busy", expiresAtMs: known.expiresAtMs } as const;
    }
    const fence = (known?.fence ?? 0) + 1;
    const lease = { payoutId, shard, owner, fence, expiresAtMs: nowMs + ttlMs };
    leases.set(nameOf(lease), lease);
    return { kind: "acquired", lease } as const;
  }

  function renew(lease: Lease, request: { ttlMs: number; nowMs: number }): Lease | undefined {
    const known = leases.get(nameOf(lease));
    if (known === undefined || !isOurs(lease) || known.owner !== lease.owner) return undefined;
    const renewed = { ...lease, expiresAtMs: request.nowMs + request.ttlMs };
    if (renewed.expiresAtMs >= known.expiresAtMs) leases.set(nameOf(lease), renewed);
    return renewed;
  }

  function release(lease: Lease): void {
    if (isOurs(lease)) leases.set(nameOf(lease), { ...lease, owner: "", expiresAtMs: 0 });
  }

  return {
    snapshot: () => snapshotOf(leases),
    portOf: ({ call }) => ({
      acquire: (request) => call("leases.acquire", () => acquire(request)),
      renew: (lease, request) => call("leases.renew", () => renew(lease, request)),
      get: (work) => call("leases.get", () => leases.get(nameOf(work))),
      release: (lease) => call("leases.release", () => release(lease)),
    }),
  };
}
