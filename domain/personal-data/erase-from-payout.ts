import pMap from "p-map";
import { hasAttachedFile } from "../channel/publisher.ts";
import { type Instant, toInstant } from "../clock.ts";
import { ChunkMissingError, type ChunkStore } from "../distribution/chunk-store.ts";
import type { LedgerEntry } from "../distribution/ledger.ts";
import type { LedgerCorrections, LedgerStore } from "../distribution/ledger-store.ts";
import { optional } from "../optional.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { Failure, Payout, PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type Person, personActor } from "../payout/person.ts";
import { SheetMissingError, type SheetStore } from "../payout/sheet-store.ts";
import { updatePayout } from "../payout/update-payout.ts";
import type { ReceiptStore } from "../receipt/receipt.ts";
import type { ErasableFiles, SheetSearch } from "./erasable-files.ts";
import type { ErasureOutcome } from "./erasure.ts";
import { foldUserId, withoutIds } from "./user-id-hash.ts";

export interface EraseFromPayoutDeps {
  readonly payouts: PayoutStore;
  readonly ledger: Pick<LedgerStore, "readChunk"> &
    Pick<LedgerCorrections, "eraseUser" | "eraseCorrection">;
  readonly chunks: Pick<ChunkStore, "read">;
  readonly files: ErasableFiles;
  readonly sheets: Pick<SheetStore, "withLocalCopy">;
  readonly sheetSearch: SheetSearch;
  readonly receipts: ReceiptStore;
  readonly deliveryStates: {
    get(payoutId: string): Promise<{ readonly done: readonly string[] } | undefined>;
  };
  readonly clock: { nowMs(): number };
  readonly newId: () => string;
}

/** Whom to erase, and who asked for it. */
export interface ErasedUser {
  readonly userId: string;
  /** Takes the place of the id. */
  readonly userIdHash: string;
  readonly by: Person;
}

/** What a payout has of a user; `unreadable` when its sheet can't be looked into. */
export type Looked = ErasureOutcome | "unreadable" | undefined;

/** Chunks read at once. */
const MOST_AT_ONCE = 8;

/**
 * Erases a user from a payout: from one that is over the payments, from one that never paid its
 * files. Repeating it is harmless, and completes what a crash left undone: what bears the hash
 * already counts as the user's.
 */
export async function eraseFromPayout(
  deps: EraseFromPayoutDeps,
  payout: Payout,
  user: ErasedUser,
): Promise<Looked> {
  switch (payout.state) {
    case "completed":
      return await eraseFromCompleted(deps, payout, user);
    case "distributing":
    case "paused":
    case "halted":
      return await stayIn(deps, payout, user);
    case "invalid":
    case "cancelled":
      return await eraseUnpaid(deps, payout, user, true);
    case "uploading":
    case "checking":
    case "ready":
    case "awaiting_approval":
    case "scheduled":
      return await eraseUnpaid(deps, payout, user, false);
  }
}

function matcherOf({ userId, userIdHash }: ErasedUser): (text: string) => boolean {
  const wanted = foldUserId(userId);
  return (text) => text === userIdHash || foldUserId(text) === wanted;
}

async function eraseUnpaid(
  deps: EraseFromPayoutDeps,
  payout: Payout,
  user: ErasedUser,
  isOver: boolean,
): Promise<Looked> {
  const holds = await sheetsHold(deps, payout, user);
  if (holds !== true) return holds;
  const { payoutId } = payout;
  const files = isOver ? await deps.files.deleteAll(payoutId) : 0;
  return { payoutId, payments: 0, files, ...(!isOver && { stays: "can_still_pay" }) };
}

/** Whether some version of the payout's sheet names the user, in whatever cell. */
async function sheetsHold(
  deps: EraseFromPayoutDeps,
  { payoutId, fileName }: Payout,
  user: ErasedUser,
): Promise<true | "unreadable" | undefined> {
  let isUnreadable = false;
  for (const sheet of await deps.files.sheets(payoutId)) {
    const holds = await holdsUser(deps, sheet, fileName, user);
    if (holds === true) return true;
    isUnreadable ||= holds === undefined;
  }
  return isUnreadable ? "unreadable" : undefined;
}

async function holdsUser(
  { sheets, sheetSearch }: EraseFromPayoutDeps,
  sheet: Parameters<SheetStore["withLocalCopy"]>[0],
  fileName: string,
  user: ErasedUser,
): Promise<boolean | undefined> {
  try {
    return await sheets.withLocalCopy(sheet, (path) =>
      sheetSearch.holds({ path, fileName }, matcherOf(user)),
    );
  } catch (error) {
    if (error instanceof SheetMissingError) return false;
    throw error;
  }
}

type Started = PayoutIn<"distributing" | "paused" | "halted" | "completed">;

async function stayIn(
  deps: EraseFromPayoutDeps,
  payout: Started,
  user: ErasedUser,
): Promise<Looked> {
  const isUser = matcherOf(user);
  const { payoutId } = payout;
  const found = await inChunks(payout, async (chunk) => {
    const written = await readPayments(deps, payoutId, chunk);
    const known = written ?? (await deps.ledger.readChunk(payoutId, chunk));
    return known.filter(({ userId }) => isUser(userId));
  });
  if (found.length === 0) return await eraseUnpaid(deps, payout, user, false);
  return { payoutId, stays: "can_still_pay", payments: found.length, files: 0 };
}

/** What was written of a chunk; undefined when it never was, or was deleted. */
async function readPayments({ chunks }: EraseFromPayoutDeps, payoutId: string, chunk: number) {
  try {
    return await chunks.read(payoutId, chunk);
  } catch (error) {
    if (error instanceof ChunkMissingError) return undefined;
    throw error;
  }
}

async function inChunks<T>(
  { distribution }: Started,
  read: (chunk: number) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const chunks = Array(distribution.chunkCount).keys();
  return (await pMap(chunks, read, { concurrency: MOST_AT_ONCE })).flat();
}

/**
 * The ledger first: what is made of it again from then on names nobody. The result workbook is
 * written again when somebody asks for it.
 */
async function eraseFromCompleted(
  deps: EraseFromPayoutDeps,
  payout: PayoutIn<"completed">,
  user: ErasedUser,
): Promise<Looked> {
  const { payoutId } = payout;
  const named = await entriesOf(deps, payout, user);
  if (named.length === 0) return await eraseUnnamed(deps, payout, user);
  const payments = named.length;
  const stays = await whyItStays(deps, named);
  if (stays !== undefined) return { payoutId, stays, payments, files: 0 };
  await eraseCorrections(deps, named, user);
  const isUser = matcherOf(user);
  const entries = named.filter(({ userId }) => isUser(userId));
  if (entries.length === 0) return { payoutId, payments, files: 0 };
  const rows = new Set(entries.map(({ row }) => row));
  const inSlack = await slackKeeps(deps, payout, rows);
  const at = toInstant(deps.clock.nowMs());
  for (const entry of entries) {
    const isErased = await eraseEntry(deps, entry, user, at);
    if (isErased) continue;
    const now = await whyItStays(deps, await entriesOf(deps, payout, user));
    return { payoutId, stays: now ?? "unsettled", payments, files: 0 };
  }
  let files = 0;
  for (const chunk of new Set(entries.map((entry) => entry.chunk))) {
    files += await eraseFromChunk(deps, payoutId, chunk, user);
  }
  files += await deps.files.deleteAll(payoutId);
  await eraseFromReceipt(deps, payoutId, rows);
  await noteInPayout(deps, payoutId, rows, user);
  return { payoutId, payments, files, ...(inSlack !== undefined && { inSlack }) };
}

/** Those of the user, and those that another payout paid again to the user. */
async function entriesOf(
  { ledger }: EraseFromPayoutDeps,
  payout: PayoutIn<"completed">,
  user: ErasedUser,
): Promise<readonly LedgerEntry[]> {
  const isUser = matcherOf(user);
  return await inChunks(payout, async (chunk) => {
    const inChunk = await ledger.readChunk(payout.payoutId, chunk);
    return inChunk.filter(
      ({ userId, retriedAs }) => isUser(userId) || (retriedAs !== undefined && isUser(retriedAs)),
    );
  });
}

async function eraseCorrections(
  { ledger }: EraseFromPayoutDeps,
  entries: readonly LedgerEntry[],
  user: ErasedUser,
): Promise<void> {
  const isUser = matcherOf(user);
  for (const { payoutId, chunk, row, retriedAs } of entries) {
    if (retriedAs === undefined || !isUser(retriedAs)) continue;
    const ref = { payoutId, chunk, row };
    await ledger.eraseCorrection({ ref, retriedAs, userIdHash: user.userIdHash });
  }
}

/** A user whom a sheet names beside its payments; its result workbook has a copy of it. */
async function eraseUnnamed(
  deps: EraseFromPayoutDeps,
  payout: PayoutIn<"completed">,
  user: ErasedUser,
): Promise<Looked> {
  const looked = await eraseUnpaid(deps, payout, user, true);
  if (typeof looked === "object") await noteInPayout(deps, payout.payoutId, new Set(), user);
  return looked;
}

async function whyItStays(
  { payouts }: EraseFromPayoutDeps,
  entries: readonly LedgerEntry[],
): Promise<ErasureOutcome["stays"]> {
  const isSettled = ({ state }: LedgerEntry) => SETTLED.has(state);
  if (!entries.every(isSettled)) return "unsettled";
  const mayAct = async (payoutIds: readonly string[]) => {
    for (const payoutId of new Set(payoutIds)) {
      const payout = await payouts.get(payoutId);
      if (payout !== undefined && !OVER.has(payout.state)) return true;
    }
    return false;
  };
  if (await mayAct(entries.flatMap(({ retriedBy = [] }) => retriedBy))) return "being_retried";
  if (await mayAct(entries.flatMap(({ reversedBy = [] }) => reversedBy))) return "being_reversed";
  return undefined;
}

const SETTLED: ReadonlySet<string> = new Set(["paid", "rejected", "withdrawn"]);
const OVER: ReadonlySet<string> = new Set(["completed", "cancelled", "invalid"]);

async function eraseEntry(
  { ledger }: EraseFromPayoutDeps,
  entry: LedgerEntry,
  { userId, userIdHash }: ErasedUser,
  at: Instant,
): Promise<boolean> {
  const { payoutId, chunk, row, retriedBy, reversedBy } = entry;
  const { transactionId, reference, proposed, resolution } = entry;
  if (entry.userId === userIdHash) return true;
  const nameless = (text: string) => withoutIds(text, [userId, entry.userId], userIdHash);
  // What a person wrote is theirs, and a reference is proof of payment, except for the name in them.
  const said = {
    ...optional("transactionId", transactionId && nameless(transactionId)),
    ...optional("reference", reference && nameless(reference)),
    ...optional("proposed", proposed && { ...proposed, note: nameless(proposed.note) }),
    ...optional("resolution", resolution && { ...resolution, note: nameless(resolution.note) }),
  };
  const ref = { payoutId, chunk, row };
  const asRead = { ...optional("retriedBy", retriedBy), ...optional("reversedBy", reversedBy) };
  return await ledger.eraseUser({ ref, ...asRead, userIdHash, at, said });
}

async function eraseFromChunk(
  deps: EraseFromPayoutDeps,
  payoutId: string,
  chunk: number,
  user: ErasedUser,
): Promise<number> {
  const isUser = matcherOf(user);
  const payments = await readPayments(deps, payoutId, chunk);
  if (payments === undefined) return 0;
  const without = payments.map((payment) => {
    if (!isUser(payment.userId)) return payment;
    const { row, points } = payment;
    return { row, userId: user.userIdHash, points };
  });
  return await deps.files.replaceChunk(payoutId, chunk, without);
}

/**
 * What was found of these rows is named no more, only counted: a points API may make transaction ids of
 * its users' names. One that is still compared finds it again, under ids without names.
 */
async function eraseFromReceipt(
  { receipts }: EraseFromPayoutDeps,
  payoutId: string,
  rows: ReadonlySet<number>,
): Promise<void> {
  const receipt = await receipts.get(payoutId);
  const findings = receipt?.findings.filter(({ row }) => row === undefined || !rows.has(row));
  if (receipt === undefined || findings?.length === receipt.findings.length) return;
  await receipts.save({ ...receipt, findings: findings ?? [] });
}

async function noteInPayout(
  deps: EraseFromPayoutDeps,
  payoutId: string,
  rows: ReadonlySet<number>,
  user: ErasedUser,
): Promise<void> {
  const nameless = (failure: Failure): Failure => {
    if (!rows.has(failure.row)) return failure;
    const { detail: _, values: __, ...rest } = failure;
    return { ...rest, userId: user.userIdHash };
  };
  await updatePayout(deps, payoutId, (payout) => {
    if (payout.state !== "completed") return undefined;
    const { failures, ...rest } = payout.report;
    const report = {
      ...rest,
      resultIsBehind: true,
      ...(failures !== undefined && { failures: failures.map(nameless) }),
    };
    return changePayout(
      "user_erased",
      payout,
      { report },
      {
        by: personActor(user.by),
        nowMs: deps.clock.nowMs(),
        eventId: deps.newId(),
        why: "A user's data was erased.",
      },
    );
  });
}

async function slackKeeps(
  deps: EraseFromPayoutDeps,
  payout: PayoutIn<"completed">,
  rows: ReadonlySet<number>,
): Promise<ErasureOutcome["inSlack"]> {
  const { payoutId, report } = payout;
  const done = (await deps.deliveryStates.get(payoutId))?.done ?? [];
  const isReported = report.failures?.some(({ row }) => rows.has(row)) === true;
  const hasPaused = done.some((key) => key.startsWith("paused:"));
  const failure = isReported || (hasPaused && (await isInCanary(deps, payout, rows)));
  const workbook = hasAttachedFile(done);
  return failure || workbook ? { failure, workbook } : undefined;
}

/** Whether one of the rows is among the first payments, which a pause may have named. */
async function isInCanary(
  deps: EraseFromPayoutDeps,
  { payoutId, distribution }: PayoutIn<"completed">,
  rows: ReadonlySet<number>,
): Promise<boolean> {
  const { canary } = distribution;
  if (canary === undefined) return false;
  const first = (await readPayments(deps, payoutId, 0)) ?? [];
  return first.slice(0, canary.payments).some(({ row }) => rows.has(row));
}
