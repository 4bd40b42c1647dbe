import { type LedgerEntry, RESOLVED_NOT_PAID } from "../../domain/distribution/ledger.ts";
import type {
  ChunkTally,
  LedgerCorrections,
  LedgerStore,
  PaymentRef,
} from "../../domain/distribution/ledger-store.ts";
import { tallyOf } from "../../domain/distribution/pay-chunks.ts";

/** A ledger in memory, under the rules of the port. */
export function createMemoryLedger(): LedgerStore & LedgerCorrections {
  const entries = new Map<string, LedgerEntry>();
  const tallies = new Map<string, Map<number, ChunkTally>>();
  const reopened = new Set<string>();
  const keyOf = ({ payoutId, chunk, row }: PaymentRef) => `${payoutId}/${chunk}/${row}`;
  const ofChunk = (payoutId: string, chunk: number) =>
    [...entries.values()]
      .filter((entry) => entry.payoutId === payoutId && entry.chunk === chunk)
      .sort((a, b) => a.row - b.row);
  const talliesOf = (payoutId: string) => {
    const known = tallies.get(payoutId) ?? new Map<number, ChunkTally>();
    tallies.set(payoutId, known);
    return known;
  };

  return {
    readChunk: async (payoutId, chunk) => structuredClone(ofChunk(payoutId, chunk)),
    get: async (ref) => structuredClone(entries.get(keyOf(ref))),
    async claim({ ref, payment, idempotencyKey, fence, at }) {
      const known = entries.get(keyOf(ref));
      if (known !== undefined && (known.state !== "sending" || known.fence >= fence)) {
        return { kind: "held" };
      }
      entries.set(keyOf(ref), {
        ...ref,
        ...payment,
        state: "sending",
        idempotencyKey,
        fence,
        claims: (known?.claims ?? 0) + 1,
        claimedAt: at,
      });
      return { kind: known === undefined ? "fresh" : "in_doubt" };
    },
    async settle({ ref, settlement, fence, at }) {
      const known = entries.get(keyOf(ref));
      if (known === undefined || known.state === "paid") return false;
      const mayReplace = known.state === "sending" && known.fence <= fence;
      if (settlement.state !== "paid" && !mayReplace) return false;
      if (known.state !== "sending") reopened.add(`${ref.payoutId}/${ref.chunk}`);
      const { code, detail, ...claimed } = known;
      entries.set(keyOf(ref), { ...claimed, ...settlement, settledAt: at });
      return true;
    },
    async release({ ref, fence }) {
      const known = entries.get(keyOf(ref));
      if (known?.state === "sending" && known.fence === fence) entries.delete(keyOf(ref));
    },
    async openChunk(payoutId, chunk) {
      const known = talliesOf(payoutId);
      if (!known.has(chunk)) known.set(chunk, { ...tallyOf(chunk, []), status: "open" });
    },
    async closeChunk(payoutId, tally) {
      talliesOf(payoutId).set(tally.chunk, { ...tally, status: "closed" });
    },
    async tallies(payoutId) {
      return [...talliesOf(payoutId).values()].map((tally) =>
        tally.status === "closed" && !reopened.has(`${payoutId}/${tally.chunk}`)
          ? tally
          : { ...tallyOf(tally.chunk, ofChunk(payoutId, tally.chunk)), status: "open" as const },
      );
    },
    async resolve({ ref, resolution }) {
      const known = entries.get(keyOf(ref));
      if (known?.state !== "unknown") return structuredClone(known);
      reopened.add(`${ref.payoutId}/${ref.chunk}`);
      const { code, detail, ...claimed } = known;
      const resolved: LedgerEntry = {
        ...claimed,
        ...(resolution.as === "paid"
          ? { state: "paid" }
          : { state: "rejected", code: RESOLVED_NOT_PAID }),
        settledAt: resolution.at,
        resolution,
      };
      entries.set(keyOf(ref), resolved);
      return structuredClone(resolved);
    },
    async markRetried({ ref, retriedBy, instead }) {
      const known = entries.get(keyOf(ref));
      if (known?.state !== "rejected") return false;
      if (known.retriedBy === retriedBy) return true;
      if (known.retriedBy !== instead) return false;
      entries.set(keyOf(ref), { ...known, retriedBy });
      return true;
    },
    async ofUser(userId, { limit }) {
      const items = [...entries.values()].filter((entry) => entry.userId === userId);
      return { items: structuredClone(items.slice(0, limit)) };
    },
  };
}
