import type { Lease, LeaseStore } from "../../domain/distribution/lease.ts";

/** Leases in memory, under the rules of the port. */
export function createMemoryLeases(): LeaseStore {
  const leases = new Map<string, Lease>();
  return {
    async acquire({ payoutId, owner, ttlMs, nowMs }) {
      const known = leases.get(payoutId);
      if (known !== undefined && known.expiresAtMs > nowMs && known.owner !== owner) {
        return { kind: "busy", expiresAtMs: known.expiresAtMs };
      }
      const fence = (known?.fence ?? 0) + 1;
      const lease = { payoutId, owner, fence, expiresAtMs: nowMs + ttlMs };
      leases.set(payoutId, lease);
      return { kind: "acquired", lease };
    },
    async renew(lease, { ttlMs, nowMs }) {
      if (leases.get(lease.payoutId)?.fence !== lease.fence) return undefined;
      const renewed = { ...lease, expiresAtMs: nowMs + ttlMs };
      leases.set(lease.payoutId, renewed);
      return renewed;
    },
    get: async (payoutId) => leases.get(payoutId),
    async release(lease) {
      if (leases.get(lease.payoutId)?.fence === lease.fence) {
        leases.set(lease.payoutId, { ...lease, expiresAtMs: 0 });
      }
    },
  };
}
