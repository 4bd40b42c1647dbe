import type { Instant } from "../clock.ts";
import type { Payout } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { Person } from "../payout/person.ts";
import type { DerivedAs } from "./derived-payout.ts";

/** In which table the ledger was written, and whether that is the one it stands in. */
export interface Origin {
  /**
   * It was written in another table: this one was restored or copied from that, and nobody has said
   * yet that it takes the other's place. What was paid since the copy, the ledger does not know.
   */
  readonly isCopy: boolean;
  /** Of a copy: when its table was created. Whatever was said of an earlier copy was said before. */
  readonly copiedAt?: Instant | undefined;
  /** When a person last said so; absent where the ledger was never restored. */
  readonly adoptedAt?: Instant | undefined;
}

/** Tells a table that was restored or copied from the one in which the ledger was written. */
export interface LedgerOrigin {
  /** One look at the table; what stands in it is read only as long as it is not known. */
  read(): Promise<Origin>;
  /** Writes down that this table takes the place of the one it was copied from. Repeating it is harmless. */
  adopt(adoption: {
    readonly by: Person;
    readonly at: Instant;
    readonly note: string;
  }): Promise<void>;
}

/** Where the ledger may have come from another table; absent where it never does. */
export interface LedgerOriginDeps {
  readonly ledgerOrigin?: Pick<LedgerOrigin, "read"> | undefined;
}

/** Whether a payout must not be paid before a person has looked; a dry run pays nobody. */
export async function isHeldAsCopy(
  { ledgerOrigin }: LedgerOriginDeps,
  payout: { readonly dryRun?: true | undefined } | undefined,
): Promise<boolean> {
  if (ledgerOrigin === undefined || payout?.dryRun === true) return false;
  return (await ledgerOrigin.read()).isCopy;
}

/** @throws {RefusedError} `table_copied` before a person has said what the table is */
export async function assertNoCopy(
  deps: LedgerOriginDeps,
  payout: { readonly payoutId: string; readonly dryRun?: true | undefined },
): Promise<void> {
  if (!(await isHeldAsCopy(deps, payout))) return;
  throw new RefusedError(
    "table_copied",
    `Payout ${payout.payoutId} stands in a table that was restored or copied, and no admin has looked at it yet.`,
  );
}

/**
 * What a payout that is made of another one gets where that one is from before a restore: the table may
 * have forgotten that the same was made of it since the backup. A reversal has the keys of that one, so
 * that each of its claims is in doubt; a retry has others, so that somebody else has to look first.
 */
export async function fieldsAfterRestore(
  { ledgerOrigin }: LedgerOriginDeps,
  original: Pick<Payout, "createdAt">,
  as: DerivedAs,
): Promise<Pick<Payout, "ledgerRestoredAt" | "inDoubtSince" | "afterRestore">> {
  const adoptedAt = (await ledgerOrigin?.read())?.adoptedAt;
  if (adoptedAt === undefined || original.createdAt >= adoptedAt) return {};
  return as === "retry"
    ? { afterRestore: true }
    : { ledgerRestoredAt: adoptedAt, inDoubtSince: original.createdAt };
}
