import type { ChunkPlan } from "../distribution/chunk-store.ts";
import type { Receipt } from "./receipt.ts";

/**
 * Whether the points API is asked of a payment, by its place in the sheet: in a sample, of the middle
 * one of each of so many equal parts, so that every run over the same payout asks of the same.
 */
export function isAskedOf(
  { scope, samplePayments = 0 }: Pick<Receipt, "scope" | "samplePayments">,
  payments: number,
): (place: number) => boolean {
  if (scope === "all" || samplePayments >= payments) return () => true;
  const places = Array.from({ length: samplePayments }, (_, part) =>
    Math.floor(((part + 0.5) * payments) / samplePayments),
  );
  const chosen = new Set(places);
  return (place) => chosen.has(place);
}

/** Where the first payment of a chunk stands, from 0: all chunks before it are full. */
export function firstPlaceOf(chunk: number, { chunkSize }: Pick<ChunkPlan, "chunkSize">): number {
  return chunk * chunkSize;
}
