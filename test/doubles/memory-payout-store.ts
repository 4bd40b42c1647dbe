import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../../domain/payout/payout-store.ts";

/** Payouts in memory, under the rules of the port. */
export function createMemoryPayoutStore(): PayoutStore {
  const stored = new Map<string, { payout: Payout; events: AuditEvent[] }>();
  return {
    async create(payout, event) {
      const { payoutId } = payout;
      if (stored.has(payoutId)) throw new PayoutChangedError(payoutId);
      stored.set(payoutId, { payout: structuredClone(payout), events: [event] });
    },
    async get(payoutId) {
      return structuredClone(stored.get(payoutId)?.payout);
    },
    async change(payout, event) {
      const current = stored.get(payout.payoutId);
      if (current?.events.at(-1)?.eventId === event.eventId) return;
      if (current?.payout.revision !== payout.revision - 1) {
        throw new PayoutChangedError(payout.payoutId);
      }
      const events = [...current.events, event];
      stored.set(payout.payoutId, { payout: structuredClone(payout), events });
    },
    async list({ state, limit }) {
      const items = [...stored.values()]
        .map(({ payout }) => payout)
        .filter((payout) => state === undefined || payout.state === state)
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
      return { items: items.slice(0, limit) };
    },
    async events(payoutId) {
      return structuredClone(stored.get(payoutId)?.events ?? []);
    },
  };
}
