import pMap from "p-map";
import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import type { Language } from "../language.ts";
import { optional } from "../optional.ts";
import { changePayout, type PayoutChange } from "../payout/change-payout.ts";
import { sheetKeyOf } from "../payout/create-payout.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import { type Person, personActor, recordedPerson } from "../payout/person.ts";
import type { SheetSink } from "../payout/sheet-store.ts";
import { updateIfThere } from "../payout/update-payout.ts";
import type { Payment } from "../sheet/payment.ts";
import type { LedgerEntry } from "./ledger.ts";
import { fieldsAfterRestore, type LedgerOriginDeps } from "./ledger-origin.ts";
import type { PaymentRef } from "./ledger-store.ts";

/** What a payout that is made of payments of another one does to them. */
export type DerivedAs = "retry" | "reversal";

export interface DerivePayoutDeps extends HolderDeps, LedgerOriginDeps {
  readonly sheetSink: SheetSink;
  /** Makes the workbook (.xlsx) of payments that the check reads back as these, in their rows. */
  readonly writePaymentsSheet: (payments: readonly Payment[], as: DerivedAs) => Promise<Uint8Array>;
  readonly language: Language;
}

/** What is made of which payments. */
export interface Derivation {
  readonly as: DerivedAs;
  readonly original: PayoutIn<"completed" | "halted">;
  readonly entries: readonly LedgerEntry[];
  /** Its sheet, in the order of its rows. */
  readonly sheet: readonly Payment[];
  /** What it has of its own. */
  readonly fields: Partial<Payout>;
  /** The original's event, which names the new payout. */
  tell(payoutId: string, cause: { by: Cause["by"]; nowMs: number; eventId: string }): PayoutChange;
  readonly whyCreated: string;
  /** Writes into an entry that the new payout has it; false when another one came first. */
  mark(ref: PaymentRef, entry: LedgerEntry, payoutId: string): Promise<boolean>;
}

type Cause = Parameters<typeof changePayout>[3];

const TITLE_LENGTH = 200;
const FILE_NAME_LENGTH = 255;
const FILE_ENDINGS = { retry: "-retry.xlsx", reversal: "-reversal.xlsx" } as const;
const DERIVED_ENDINGS = /(-retry|-reversal)+$/;
const TITLE_SUFFIXES = {
  retry: { ko: " (재지급)", en: " (retry)" },
  reversal: { ko: " (회수)", en: " (reversal)" },
} as const;
/** Entries marked at once. */
const MARK_CONCURRENCY = 16;

/**
 * Makes a payout of payments of another one:
 *
 * ```
 * event at the original → new payout, without a sheet → each entry names it → its sheet
 * ```
 * An entry names one payout at a time, and only one that can never act on it gives way to another.
 * So nothing is done twice, wherever this stops; a crash leaves at worst a payout without a sheet,
 * which asking again a minute later cancels and replaces.
 * @throws {PayoutChangedError} when somebody else was faster; nothing comes of this then
 */
export async function derivePayout(
  deps: DerivePayoutDeps,
  derivation: Derivation,
  person: Person,
): Promise<Payout> {
  const { entries, sheet, as } = derivation;
  const workbook = await deps.writePaymentsSheet(sheet, as);
  const derived = await createDerived(deps, derivation, workbook.byteLength, person);
  try {
    await markAll(derivation, entries, derived.payoutId);
    await deps.sheetSink.put(sheetKeyOf(derived.payoutId, ".xlsx"), workbook);
  } catch (error) {
    await abandonIfPossible(deps, derived.payoutId, person);
    throw error;
  }
  return derived;
}

/** The original's event names the new payout before that exists: nothing happens unrecorded. */
async function createDerived(
  deps: DerivePayoutDeps,
  { as, original, fields, tell, whyCreated }: Derivation,
  sizeBytes: number,
  person: Person,
): Promise<Payout> {
  const nowMs = deps.clock.nowMs();
  const at = toInstant(nowMs);
  const by = personActor(person);
  const afterRestore = await fieldsAfterRestore(deps, original, as);
  const payoutId = deps.newId();
  const told = tell(payoutId, { by, nowMs, eventId: deps.newId() });
  await deps.payouts.change(told.payout, told.event);
  const derived: Payout = {
    payoutId,
    title: titleOf(original.title, as, deps.language),
    fileName: fileNameOf(original.fileName, as),
    sizeBytes,
    createdBy: recordedPerson(person),
    ...optional("dryRun", original.dryRun),
    ...optional("pointsApi", original.pointsApi),
    ...fields,
    ...afterRestore,
    // Whoever braked it has the say about what is done with it as well.
    ...optional("brake", original.brake),
    createdAt: at,
    updatedAt: at,
    revision: 1,
    generation: 0,
    state: "uploading",
  };
  await deps.payouts.create(derived, {
    eventId: deps.newId(),
    payoutId,
    revision: 1,
    at,
    by,
    action: "created",
    to: "uploading",
    why: whyCreated,
  });
  return derived;
}

/** As long as a name may be, however often payouts are derived from derived ones. */
function fileNameOf(fileName: string, as: DerivedAs): string {
  const ending = FILE_ENDINGS[as];
  const name = fileName.replace(/\.[^.]+$/, "").replace(DERIVED_ENDINGS, "");
  return `${name.slice(0, FILE_NAME_LENGTH - ending.length).toWellFormed()}${ending}`;
}

function titleOf(title: string, as: DerivedAs, language: Language): string {
  const suffix = TITLE_SUFFIXES[as][language];
  return `${title.slice(0, TITLE_LENGTH - suffix.length).toWellFormed()}${suffix}`;
}

/** @throws {PayoutChangedError} when one of them went to another payout, or is not what it was */
async function markAll(
  { mark }: Derivation,
  entries: readonly LedgerEntry[],
  derivedId: string,
): Promise<void> {
  await pMap(
    entries,
    async (entry) => {
      const { payoutId, chunk, row } = entry;
      const isMarked = await mark({ payoutId, chunk, row }, entry, derivedId);
      if (!isMarked) throw new PayoutChangedError(payoutId);
    },
    { concurrency: MARK_CONCURRENCY },
  );
}

/** Frees its payments at once; should this fail as well, asking again a minute later does it. */
async function abandonIfPossible(
  deps: DerivePayoutDeps,
  derivedId: string,
  person: Person,
): Promise<void> {
  try {
    await abandonDerived(deps, derivedId, person);
  } catch {
    return;
  }
}

export interface HolderDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Longer than a request may take: a derived payout that has no sheet after that was abandoned. */
const HALF_MADE_AFTER_MS = 60_000;

/**
 * The payout that an entry names, or undefined once it can never act. One that was left without a
 * sheet is cancelled here, so that it can't get one any more.
 */
export async function findHolder(
  deps: HolderDeps,
  payoutId: string,
  person: Person,
): Promise<Payout | "unknown" | undefined> {
  const holder = await deps.payouts.get(payoutId);
  if (holder === undefined) return "unknown";
  if (isEnded(holder)) return undefined;
  if (holder.state !== "uploading") return holder;
  if (deps.clock.nowMs() - toEpochMs(holder.createdAt) < HALF_MADE_AFTER_MS) return holder;
  return (await abandonDerived(deps, payoutId, person)) ? undefined : holder;
}

/**
 * Cancels a derived payout that has no sheet yet. True when it can never act, as it ended now or
 * before; false when it got its sheet first.
 */
async function abandonDerived(
  deps: HolderDeps,
  payoutId: string,
  person: Person,
): Promise<boolean> {
  const updated = await updateIfThere(deps, payoutId, (derived) => {
    if (derived.state !== "uploading") return undefined;
    const cause = {
      by: personActor(person),
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
      why: "It was left half-made, without its sheet.",
    };
    return changePayout("cancelled", derived, {}, cause);
  });
  return updated !== undefined && isEnded(updated.after);
}

/** Neither state leads to one that pays. */
function isEnded({ state }: Payout): boolean {
  return state === "cancelled" || state === "invalid";
}
