import type { Lease, LeasedWork, LeaseStore } from "../../domain/distribution/lease.ts";

/** Leases in memory, under the rules of the port. */
export function createMemoryLeases(): LeaseStore {
  const leases = new Map<string, Lease>();
  const nameOf = ({ payoutId, shard }: LeasedWork) => `${payoutId}#${shard}`;
  return {
    async acquire({ payoutId, shard, owner, ttlMs, nowMs }) {
      const name = nameOf({ payoutId, shard });
      const known = leases.get(name);
      if (known !== undefined && known.expiresAtMs > nowMs && known.owner !== owner) {
        return { kind: "busy", expiresAtMs: known.expiresAtMs };
      }
      const fence = (known?.fence ?? 0) + 1;
      const lease = { payoutId, shard, owner, fence, expiresAtMs: nowMs + ttlMs };
      leases.set(name, lease);
      return { kind: "acquired", lease };
    },
    async renew(lease, { ttlMs, nowMs }) {
      if (leases.get(nameOf(lease))?.fence !== lease.fence) return undefined;
      const renewed = { ...lease, expiresAtMs: nowMs + ttlMs };
      leases.set(nameOf(lease), renewed);
      return renewed;
    },
    get: async (work) => leases.get(nameOf(work)),
    async release(lease) {
      if (leases.get(nameOf(lease))?.fence === lease.fence) {
        leases.set(nameOf(lease), { ...lease, expiresAtMs: 0 });
      }
    },
  };
}
