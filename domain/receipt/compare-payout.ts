import pMap from "p-map";
import { toEpochMs, toInstant } from "../clock.ts";
import { ChunkMissingError, type ChunkStore } from "../distribution/chunk-store.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import {
  createRoundControl,
  type RoundControl,
  RoundStoppedError,
} from "../distribution/round-control.ts";
import type { PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { booksOf, canBeAsked } from "./ask-books.ts";
import { type BooksRound, type BooksRoundDeps, createBooksRound } from "./books-round.ts";
import { type BooksAnswer, type ComparedRow, withRow } from "./compare-row.ts";
import type { Receipt, ReceiptRequest } from "./receipt.ts";
import {
  type CompareEnd,
  createProgress,
  type Progress,
  type ProgressDeps,
} from "./receipt-progress.ts";
import { firstPlaceOf, isAskedOf } from "./sample.ts";
import { withTotals } from "./totals.ts";

export interface ComparePayoutDeps extends BooksRoundDeps, ProgressDeps {
  readonly payouts: Pick<PayoutStore, "get">;
  readonly chunks: Pick<ChunkStore, "read">;
  readonly ledger: Pick<LedgerStore, "readChunk">;
}

/** The code of a receipt whose payout's files were deleted. */
export const FILES_DELETED = "files_deleted";
/** The code of waiting until the books surely show what was paid last. */
export const BOOKS_SETTLE = "books_settle";

/** So long that is waited for in place. */
const SHORT_MS = 10_000;

/** Rows that are counted together, and payments of them that are asked of at once. */
const BATCH = 100;
const MOST_AT_ONCE = 32;

/** A stretch of the way, by one invocation. */
interface Stretch {
  readonly payout: PayoutIn<"completed">;
  readonly control: RoundControl;
  readonly books: BooksRound;
  readonly progress: Progress;
}

/**
 * Compares a payout row by row, from where it was left, for as long as this invocation may: the sheet with
 * the ledger, and the ledger with what the points API has under the same key. It writes to the receipt
 * alone: a difference is a finding, and changes nothing.
 */
export async function comparePayout(
  deps: ComparePayoutDeps,
  request: ReceiptRequest & { readonly yieldAtMs: number },
): Promise<CompareEnd> {
  const { receiptOf: payoutId, run, yieldAtMs } = request;
  const begun = await deps.receipts.get(payoutId);
  const payout = await deps.payouts.get(payoutId);
  if (begun?.run !== run || begun.state !== "running") return { kind: "left" };
  if (payout?.state !== "completed") return { kind: "left" };
  const control = createRoundControl();
  const progress = createProgress(deps, { ...begun, books: booksOf(deps.pointsApi) }, control);
  const settleMs = settlesInMs(deps, payout);
  if (settleMs > SHORT_MS) return await progress.hold(BOOKS_SETTLE);
  if (settleMs > 0) await deps.clock.sleep(settleMs);
  const books = createBooksRound(deps, { payout, run, control });
  const timer = endInTime(deps, yieldAtMs, control);
  try {
    await books.join();
    await compareRows(deps, { payout, control, books, progress });
  } catch (error) {
    if (!(error instanceof ChunkMissingError)) throw error;
    return await progress.stop(FILES_DELETED);
  } finally {
    timer.abort();
    await books.leave();
  }
  return await endOf(deps, { payoutId, control, progress });
}

/** How long until what was paid last surely shows in a look-up. */
function settlesInMs(
  { pointsApi, settings, clock }: ComparePayoutDeps,
  { report }: PayoutIn<"completed">,
): number {
  if (booksOf(pointsApi) === "none") return 0;
  return toEpochMs(report.finishedAt) + settings.lookupSettleMs - clock.nowMs();
}

function endInTime(
  { clock }: ComparePayoutDeps,
  yieldAtMs: number,
  control: RoundControl,
): AbortController {
  const over = new AbortController();
  clock.sleep(Math.max(0, yieldAtMs - clock.nowMs()), over.signal).then(
    () => control.end({ kind: "yielded" }),
    () => undefined,
  );
  return over;
}

async function compareRows(deps: ComparePayoutDeps, stretch: Stretch): Promise<void> {
  const { payout, control, progress } = stretch;
  const { chunkCount } = payout.distribution;
  const first = progress.now().next.chunk;
  for (let chunk = first; chunk < chunkCount; chunk += 1) {
    const rows = await rowsOf(deps, payout, chunk);
    const { next } = progress.now();
    const left = chunk === next.chunk ? rows.filter(({ row }) => row > next.afterRow) : rows;
    for (let from = 0; from < left.length; from += BATCH) {
      if (control.stop !== undefined) return;
      await compareBatch(deps, left.slice(from, from + BATCH), stretch);
    }
  }
}

/** A row, and its payment's place in the whole sheet; one that is in no sheet has none. */
type PlacedRow = ComparedRow & { readonly place: number | undefined };

/** All rows that sheet or ledger have, in order. */
async function rowsOf(
  { chunks, ledger }: ComparePayoutDeps,
  { payoutId, distribution }: PayoutIn<"completed">,
  chunk: number,
): Promise<readonly PlacedRow[]> {
  const [payments, entries] = await Promise.all([
    chunks.read(payoutId, chunk),
    ledger.readChunk(payoutId, chunk),
  ]);
  const unseen = new Map(entries.map((entry) => [entry.row, entry]));
  const first = firstPlaceOf(chunk, distribution);
  const inSheet = payments.map((payment, index): PlacedRow => {
    const { row } = payment;
    const entry = unseen.get(row);
    unseen.delete(row);
    return { chunk, row, payment, entry, place: first + index };
  });
  const others = [...unseen.values()].map(
    (entry): PlacedRow => ({ chunk, row: entry.row, entry, place: undefined }),
  );
  return [...inSheet, ...others].toSorted((one, other) => one.row - other.row);
}

async function compareBatch(
  deps: ComparePayoutDeps,
  rows: readonly PlacedRow[],
  { payout, books, progress }: Stretch,
): Promise<void> {
  const isChosen = isAskedOf(progress.now(), payout.check.payments);
  const wants = ({ entry, place = 0 }: PlacedRow): boolean =>
    entry !== undefined && isChosen(place) && canBeAsked(entry, deps.pointsApi);
  const concurrency = Math.min(MOST_AT_ONCE, deps.settings.concurrency);
  const answers = await pMap(
    rows,
    async (row) => (row.entry && wants(row) ? await askUnlessOver(books, row.entry) : undefined),
    { concurrency },
  );
  // In row order up to the first that was cut short, so that what is left is what comes after it.
  const cut = answers.indexOf(CUT_SHORT);
  const known = cut === -1 ? rows.length : cut;
  const receipt = rows.slice(0, known).reduce((sum: Receipt, row, index) => {
    const answer = answers[index];
    return withRow(sum, row, answer === CUT_SHORT ? undefined : answer);
  }, progress.now());
  await progress.goOn(receipt);
}

const CUT_SHORT = "cut_short";

async function askUnlessOver(
  books: BooksRound,
  entry: NonNullable<ComparedRow["entry"]>,
): Promise<BooksAnswer | typeof CUT_SHORT> {
  try {
    return await books.ask(entry);
  } catch (error) {
    if (error instanceof RoundStoppedError) return CUT_SHORT;
    throw error;
  }
}

async function endOf(
  deps: ComparePayoutDeps,
  { payoutId, control, progress }: Pick<Stretch, "control" | "progress"> & { payoutId: string },
): Promise<CompareEnd> {
  const { stop } = control;
  const { heldBy: _, ...receipt } = progress.now();
  switch (stop?.kind) {
    case undefined:
      return await finish(deps, payoutId, progress);
    case "yielded":
      return (await progress.save(receipt)) ? { kind: "yielded" } : { kind: "left" };
    case "unavailable":
      return await progress.hold(stop.code);
    case "refused_credentials":
      return await progress.stop(stop.code);
    default:
      return { kind: "left" };
  }
}

async function finish(
  { payouts, clock }: ComparePayoutDeps,
  payoutId: string,
  progress: Progress,
): Promise<CompareEnd> {
  const payout = await payouts.get(payoutId);
  const { heldBy: _, ...receipt } = progress.now();
  const whole = payout?.state === "completed" ? withTotals(receipt, payout) : receipt;
  const finishedAt = toInstant(clock.nowMs());
  const isOurs = await progress.save({ ...whole, state: "done", finishedAt });
  return isOurs ? { kind: "done", findings: whole.findingCount } : { kind: "left" };
}
