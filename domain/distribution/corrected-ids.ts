import pMap from "p-map";
import { RefusedError } from "../payout/payout-errors.ts";
import { toProblem } from "../sheet/problem-table.ts";
import { readUserId } from "../sheet/read-user-id.ts";
import { sheetRulesSchema } from "../sheet/sheet-rules.ts";
import { firstOf } from "./chosen-entries.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { LedgerStore } from "./ledger-store.ts";

/** A row of the original, and whom a person says that it was for. */
export interface Correction {
  readonly row: number;
  readonly userId: string;
}

/** The ids that rows of the original are paid again under, where it is not their own. */
export type CorrectedIds = ReadonlyMap<number, string>;

/**
 * Reads ids that a person typed as they would be read in a sheet.
 * @throws {RefusedError} `correction_refused`, with every row whose id can't be one
 */
export function readCorrections(corrections: readonly Correction[]): CorrectedIds {
  const rules = sheetRulesSchema.parse({});
  const read = new Map<number, string>();
  const refused = new Map<number, ReturnType<typeof toProblem>>();
  for (const { row, userId: text } of corrections) {
    const reading = readUserId({ kind: "text", text }, rules);
    if (reading.ok) read.set(row, reading.userId);
    else refused.set(row, toProblem(reading.problem));
  }
  if (refused.size === 0) return read;
  throw new RefusedError("correction_refused", "Some ids can't be read.", {
    names: firstOf(refused.keys()),
    problems: [...refused.values()].slice(0, 1),
  });
}

/** Looked up at once, and how far in what a user was paid. */
const LOOK_UPS = 8;
const MOST_LOOKED_AT = 100;

/**
 * Refuses ids that the original itself paid, or may have: what was slipped into another user's row is
 * the likeliest way to pay somebody twice.
 * @throws {RefusedError} `corrected_id_was_paid`
 */
export async function assertNotPaidByOriginal(
  ledger: Pick<LedgerStore, "ofUser">,
  payoutId: string,
  corrected: CorrectedIds,
): Promise<void> {
  const rows = await pMap(
    corrected,
    async ([row, userId]) => {
      const { items } = await ledger.ofUser(userId, { limit: MOST_LOOKED_AT });
      return items.some((entry) => entry.payoutId === payoutId && mayBePaid(entry)) ? [row] : [];
    },
    { concurrency: LOOK_UPS },
  );
  const paid = rows.flat();
  if (paid.length === 0) return;
  throw new RefusedError(
    "corrected_id_was_paid",
    `The payout itself has paid the users that are named for rows ${firstOf(paid)}, or may have.`,
    { names: firstOf(paid) },
  );
}

function mayBePaid({ state }: LedgerEntry): boolean {
  return state !== "rejected" && state !== "withdrawn";
}

/** Whom the payment of an entry is paid again to. */
export function paidAgainTo({ row, userId }: LedgerEntry, corrected: CorrectedIds): string {
  return corrected.get(row) ?? userId;
}
