import type { Payment } from "../sheet/payment.ts";

/** Payments a chunk: half of what one DynamoDB partition takes in writes a second. */
export const CHUNK_SIZE = 500;

/** How a payout was cut into chunks. */
export interface ChunkPlan {
  readonly chunkSize: number;
  readonly chunkCount: number;
}

/** The payments of a payout, cut into chunks of equal size, as read from the approved sheet. */
export interface ChunkStore {
  /**
   * Writes one chunk, which never changes afterwards: writing the same payments again is harmless.
   * Otherwise an invocation that timed out, and had read something else, could still change what is
   * paid after it has been compared with what was approved.
   * @throws {ChunkConflictError} when other payments stand there already.
   */
  write(payoutId: string, chunk: number, payments: readonly Payment[]): Promise<void>;
  /** @throws {ChunkMissingError} when that chunk was never written. */
  read(payoutId: string, chunk: number): Promise<readonly Payment[]>;
}

export class ChunkMissingError extends Error {
  override readonly name = "ChunkMissingError";
  constructor(payoutId: string, chunk: number, options?: ErrorOptions) {
    super(`Chunk ${chunk} of payout ${payoutId} is not in the chunk store.`, options);
  }
}

export class ChunkConflictError extends Error {
  override readonly name = "ChunkConflictError";
  constructor(payoutId: string, chunk: number, options?: ErrorOptions) {
    super(`Chunk ${chunk} of payout ${payoutId} was written before, with other payments.`, options);
  }
}
