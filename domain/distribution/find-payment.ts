import type { Payment } from "../sheet/payment.ts";
import { ChunkMissingError, type ChunkPlan, type ChunkStore } from "./chunk-store.ts";

export interface FoundPayment {
  readonly chunk: number;
  readonly payment: Payment;
}

/**
 * Finds the payment of a row in a payout's chunks; undefined when the sheet has none in it. Rows
 * grow from chunk to chunk, but which chunk a row fell into depends on the blank rows before it.
 */
export async function findPayment(
  chunks: Pick<ChunkStore, "read">,
  payoutId: string,
  { chunkSize, chunkCount }: ChunkPlan,
  row: number,
): Promise<FoundPayment | undefined> {
  let first = 0;
  // No more than `row - 1` payments stand before it. Without blank rows it is in that very chunk.
  let last = Math.min(chunkCount - 1, Math.floor((row - 1) / chunkSize));
  for (let chunk = last; first <= last; chunk = Math.floor((first + last) / 2)) {
    const payments = await readIfThere(chunks, payoutId, chunk);
    const payment = payments.find((each) => each.row === row);
    if (payment !== undefined) return { chunk, payment };
    const isAfter = (payments.at(-1)?.row ?? Number.POSITIVE_INFINITY) < row;
    const isBefore = (payments.at(0)?.row ?? Number.POSITIVE_INFINITY) > row;
    if (isAfter) first = chunk + 1;
    else if (isBefore) last = chunk - 1;
    else return undefined;
  }
  return undefined;
}

/** A payout that halted while its sheet was being cut has no chunks from there on. */
async function readIfThere(
  chunks: Pick<ChunkStore, "read">,
  payoutId: string,
  chunk: number,
): Promise<readonly Payment[]> {
  try {
    return await chunks.read(payoutId, chunk);
  } catch (error) {
    if (error instanceof ChunkMissingError) return [];
    throw error;
  }
}
