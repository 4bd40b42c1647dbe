import type { Clock } from "../clock.ts";
import { ChunkMissingError, type ChunkStore } from "../distribution/chunk-store.ts";
import type { Language } from "../language.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { PayoutIn } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type ResultLinks, translatedKeyOf } from "./result-store.ts";
import type { ResultRewriter } from "./rewrite-result.ts";

export interface FindResultDeps {
  readonly payouts: PayoutStore;
  readonly chunks: Pick<ChunkStore, "read">;
  readonly rewriter: ResultRewriter;
  readonly results: ResultLinks;
  /** The deployment's, in which every payout's workbook is written. */
  readonly language: Language;
  readonly clock: Clock;
}

/** Long enough to write thousands of payments; a million take minutes. */
const WAIT_MS = 12_000;
const LOOK_AGAIN_MS = 500;
/** After so long an execution that did not write it may be followed by another one. */
const ASK_AGAIN_MS = 10 * 60_000;

export interface FoundResult {
  readonly payout: PayoutIn<"completed">;
  /** Downloads the workbook. */
  readonly link: string;
}

/**
 * A link to the result workbook of a payout in that language. One in another than the deployment's is
 * written when it is first asked for.
 * @throws {RefusedError} `payout_not_found`, `no_report_yet`, `file_deleted`, or
 *   `result_being_written` when it takes longer: asking again later finds it
 */
export async function findResult(
  deps: FindResultDeps,
  payoutId: string,
  language: Language,
  download: (payout: PayoutIn<"completed">) => Parameters<ResultLinks["link"]>[1],
): Promise<FoundResult> {
  const payout = await currentResult(deps, payoutId);
  const { resultKey } = payout.report;
  if (language === deps.language) {
    const link = await deps.results.link(resultKey, download(payout));
    if (link === undefined) throw fileDeleted(payoutId);
    return { payout, link };
  }
  const find = () => deps.results.link(translatedKeyOf(resultKey, language), download(payout));
  const found = await find();
  if (found !== undefined) return { payout, link: found };
  await assertWritable(deps, payout);
  await startWriting(deps, payout, language);
  return { payout, link: await waitFor(deps, payoutId, find) };
}

/**
 * The payout with a result workbook that agrees with the ledger. When a person settled a payment
 * since it was written, it is written again and waited for; a stale one is never returned.
 */
async function currentResult(
  deps: FindResultDeps,
  payoutId: string,
): Promise<PayoutIn<"completed">> {
  const payout = await completedPayout(deps, payoutId);
  if (!isBehind(payout)) return payout;
  await assertWritable(deps, payout);
  await startWriting(deps, payout);
  return waitFor(deps, payoutId, async () => {
    const now = await completedPayout(deps, payoutId);
    return isBehind(now) ? undefined : now;
  });
}

async function waitFor<T>(
  { clock }: FindResultDeps,
  payoutId: string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const giveUpAtMs = clock.nowMs() + WAIT_MS;
  while (clock.nowMs() < giveUpAtMs) {
    await clock.sleep(LOOK_AGAIN_MS);
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new RefusedError(
    "result_being_written",
    `The result workbook of payout ${payoutId} is being written.`,
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
  language?: Language,
): Promise<void> {
  const slot = Math.floor(clock.nowMs() / ASK_AGAIN_MS);
  const name = `${schedule.name}-w${language ?? ""}${revision}-${slot}`;
  await rewriter.rewrite(payoutId, name, language);
}
