import pMap from "p-map";
import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import type { Language } from "../language.ts";
import { optional } from "../optional.ts";
import { changePayout, WrongStateError } from "../payout/change-payout.ts";
import { sheetKeyOf } from "../payout/create-payout.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import { type Person, personActor, recordedPerson } from "../payout/person.ts";
import type { Policy } from "../payout/policy.ts";
import { assertLedgerKept, retriedKeptUntil } from "../payout/retention.ts";
import type { SheetSink } from "../payout/sheet-store.ts";
import type { Payment } from "../sheet/payment.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { LedgerCorrections, LedgerStore } from "./ledger-store.ts";
import { retrySheetOf } from "./retried-payments.ts";
import { retryApproval } from "./retry-approval.ts";
import { abandonRetry, chooseRetries } from "./retry-choice.ts";

export interface RetryPayoutDeps {
  readonly payouts: PayoutStore;
  readonly ledger: Pick<LedgerStore, "tallies" | "readChunk"> &
    Pick<LedgerCorrections, "markRetried">;
  readonly sheetSink: SheetSink;
  /** Makes the workbook (.xlsx) of payments that the check reads back as these. */
  readonly writePaymentsSheet: (payments: readonly Payment[]) => Promise<Uint8Array>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly language: Language;
  readonly policy: Pick<Policy, "retention">;
}

const TITLE_LENGTH = 200;
const FILE_NAME_LENGTH = 255;
const RETRY_FILE_ENDING = "-retry.xlsx";
const RETRY_SUFFIX = { ko: " (재지급)", en: " (retry)" } as const;
/** Entries marked at once. */
const MARK_CONCURRENCY = 16;

/**
 * Makes a new payout of the `rejected` payments of another one: those of `rows`, or at most 10,000
 * that no payout pays again yet. It is checked, scheduled and approved like any other, needs approval
 * where the original did and for what people settled as not paid, is paid by the same points API, and
 * that of a dry run is a dry run.
 *
 * ```
 * event at the original → new payout, without a sheet → each entry names it → its sheet
 * ```
 * An entry names one payout at a time, and only a payout that can never pay gives way to another.
 * So no payment is repeated twice, wherever this stops; a crash leaves at worst a payout without a
 * sheet, which asking again a minute later cancels and replaces.
 * @throws {RefusedError} `payout_not_found`, `payment_not_rejected`, `already_retried`,
 *   `nothing_to_retry`, `settled_by_too_many`, `retention_over`
 * @throws {WrongStateError} unless the original is completed or halted
 * @throws {PayoutChangedError} when somebody else was faster; nothing is paid by this then
 */
export async function retryPayout(
  deps: RetryPayoutDeps,
  payoutId: string,
  request: { readonly rows?: readonly number[] },
  person: Person,
): Promise<Payout> {
  const original = await getPayout(deps.payouts, payoutId);
  if (original.state !== "completed" && original.state !== "halted") {
    throw new WrongStateError("retry", original);
  }
  assertLedgerKept(original, deps.clock.nowMs());
  const entries = await chooseRetries(deps, original, request.rows, person);
  const approval = retryApproval(original, entries);
  const sheet = await deps.writePaymentsSheet(retrySheetOf(entries));
  const made = { sizeBytes: sheet.byteLength, payments: entries.length, approval };
  const retry = await createRetry(deps, original, made, person);
  try {
    await markAll(deps, original, entries, retry.payoutId);
    await deps.sheetSink.put(sheetKeyOf(retry.payoutId, ".xlsx"), sheet);
  } catch (error) {
    await abandonIfPossible(deps, retry.payoutId, person);
    throw error;
  }
  return retry;
}

/** The original's event names the new payout before that exists: nothing happens unrecorded. */
async function createRetry(
  deps: RetryPayoutDeps,
  original: PayoutIn<"completed" | "halted">,
  {
    sizeBytes,
    payments,
    approval,
  }: {
    readonly sizeBytes: number;
    readonly payments: number;
    readonly approval: ReturnType<typeof retryApproval>;
  },
  person: Person,
): Promise<Payout> {
  const nowMs = deps.clock.nowMs();
  const at = toInstant(nowMs);
  const by = personActor(person);
  const payoutId = deps.newId();
  const why = `Rejected payments: ${payments}. New payout: ${payoutId}.`;
  const told = changePayout("retried", original, {}, { by, nowMs, eventId: deps.newId(), why });
  await deps.payouts.change(told.payout, told.event);
  const retry: Payout = {
    payoutId,
    title: retryTitle(original.title, deps.language),
    fileName: retryFileName(original.fileName),
    sizeBytes,
    createdBy: recordedPerson(person),
    ...optional("dryRun", original.dryRun),
    ...optional("pointsApi", original.pointsApi),
    retryOf: original.payoutId,
    ...approval,
    // Whoever braked it has the say about what is left of it as well.
    ...optional("brake", original.brake),
    createdAt: at,
    updatedAt: at,
    revision: 1,
    generation: 0,
    state: "uploading",
  };
  await deps.payouts.create(retry, {
    eventId: deps.newId(),
    payoutId,
    revision: 1,
    at,
    by,
    action: "created",
    to: "uploading",
    why:
      original.dryRun === true
        ? `A dry run of what was rejected of payout ${original.payoutId}: nobody is paid.`
        : `Pays again what was rejected of payout ${original.payoutId}.`,
  });
  return retry;
}

/** As long as a name may be, however often what is left is retried once more. */
function retryFileName(fileName: string): string {
  const name = fileName.replace(/\.[^.]+$/, "").replace(/(-retry)+$/, "");
  return `${name.slice(0, FILE_NAME_LENGTH - RETRY_FILE_ENDING.length).toWellFormed()}${RETRY_FILE_ENDING}`;
}

function retryTitle(title: string, language: Language): string {
  const suffix = RETRY_SUFFIX[language];
  return `${title.slice(0, TITLE_LENGTH - suffix.length).toWellFormed()}${suffix}`;
}

/** @throws {PayoutChangedError} when one of them went to another payout, or is paid after all */
async function markAll(
  { ledger, clock, policy }: RetryPayoutDeps,
  original: Payout,
  entries: readonly LedgerEntry[],
  retriedBy: string,
): Promise<void> {
  const keptUntil = retriedKeptUntil(policy.retention, original, clock.nowMs());
  await pMap(
    entries,
    async ({ payoutId, chunk, row, retriedBy: instead }) => {
      const ref = { payoutId, chunk, row };
      const isMarked = await ledger.markRetried({ ref, retriedBy, instead, keptUntil });
      if (!isMarked) throw new PayoutChangedError(payoutId);
    },
    { concurrency: MARK_CONCURRENCY },
  );
}

/** Frees its payments at once; should this fail as well, asking again a minute later does it. */
async function abandonIfPossible(
  deps: RetryPayoutDeps,
  retryId: string,
  person: Person,
): Promise<void> {
  try {
    await abandonRetry(deps, retryId, person);
  } catch {
    return;
  }
}
