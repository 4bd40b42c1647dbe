import type { Clock } from "../clock.ts";
import { ChunkMissingError, type ChunkStore } from "../distribution/chunk-store.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { PayoutIn } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { ResultRewriter } from "./rewrite-result.ts";

export interface FindResultDeps {
  readonly payouts: PayoutStore;
  readonly chunks: Pick<ChunkStore, "read">;
  readonly rewriter: ResultRewriter;
  readonly clock: Clock;
}

/** Long enough to write thousands of payments; a million take minutes. */
const WAIT_MS = 12_000;
const LOOK_AGAIN_MS = 500;
/** After so long an execution that did not write it may be followed by another one. */
const ASK_AGAIN_MS = 10 * 60_000;

/**
 * The payout with a result workbook that agrees with the ledger. When a person settled a payment
 * since it was written, it is written again and waited for; a stale one is never returned.
 * @throws {RefusedError} `payout_not_found`, `no_report_yet`, `file_deleted`, or
 *   `result_being_written` when it takes longer: asking again later finds it
 */
export async function findResult(
  deps: FindResultDeps,
  payoutId: string,
): Promise<PayoutIn<"completed">> {
  let payout = await completedPayout(deps, payoutId);
  if (!isBehind(payout)) return payout;
  await assertWritable(deps, payout);
  await startWriting(deps, payout);
  const giveUpAtMs = deps.clock.nowMs() + WAIT_MS;
  while (deps.clock.nowMs() < giveUpAtMs) {
    await deps.clock.sleep(LOOK_AGAIN_MS);
    payout = await completedPayout(deps, payoutId);
    if (!isBehind(payout)) return payout;
  }
  throw new RefusedError(
    "result_being_written",
    `The result workbook of payout ${payoutId} is being written again, since a payment of it was settled.`,
  );
}

async function completedPayout(
  { payouts }: Pick<FindResultDeps, "payouts">,
  payoutId: string,
): Promise<PayoutIn<"completed">> {
  const payout = await getPayout(payouts, payoutId);
  if (payout.state === "completed") return payout;
  throw new RefusedError(
    "no_report_yet",
    `Payout ${payoutId} is ${payout.state}: its result workbook comes when it is completed.`,
  );
}

function isBehind({ report }: PayoutIn<"completed">): boolean {
  return report.resultIsBehind === true;
}

/** It is made of the payout's chunks, which are kept no longer than other files. */
async function assertWritable(
  { chunks }: FindResultDeps,
  { payoutId }: PayoutIn<"completed">,
): Promise<void> {
  try {
    await chunks.read(payoutId, 0);
  } catch (error) {
    throw error instanceof ChunkMissingError ? fileDeleted(payoutId, { cause: error }) : error;
  }
}

/** A file of the payout that existed does not any more. */
export function fileDeleted(payoutId: string, options?: ErrorOptions): RefusedError {
  return new RefusedError(
    "file_deleted",
    `The file of payout ${payoutId} was deleted after its retention period, or on request.`,
    options,
  );
}

/** Requests for the same workbook at the same time have it written once. */
async function startWriting(
  { rewriter, clock }: FindResultDeps,
  { payoutId, revision, schedule }: PayoutIn<"completed">,
): Promise<void> {
  const slot = Math.floor(clock.nowMs() / ASK_AGAIN_MS);
  await rewriter.rewrite(payoutId, `${schedule.name}-w${revision}-${slot}`);
}
