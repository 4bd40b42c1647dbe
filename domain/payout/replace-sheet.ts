import type { Clock } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "./change-payout.ts";
import { readSheetFile, SHEET_KEY_PREFIX } from "./create-payout.ts";
import { ownerOf } from "./owner.ts";
import type { Payout, SheetObject } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import { type ActingPerson, isSamePerson, personActor } from "./person.ts";
import type { Policy } from "./policy.ts";
import type { SheetStore, UploadForm } from "./sheet-store.ts";
import { type UpdateDeps, updatePayout } from "./update-payout.ts";

export interface ReplaceSheetDeps extends UpdateDeps {
  readonly sheets: Pick<SheetStore, "uploadForm">;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policy: Pick<Policy, "maxSheetBytes" | "uploadExpiresInSeconds">;
}

/** A draft is checked anew with each of them, and each stays. */
const MOST_SHEETS = 100;

/**
 * Has a draft wait for another file, and gives out the form to upload it with. What was checked of the
 * file before is void, and so is what anybody had seen or ticked of it; that file stays in the trail,
 * and its object as long as files are kept. A brake stays: who set it takes it off. Only its owner does
 * it: whoever gives a payout its file is one of its makers.
 * @throws {RefusedError} `payout_not_found`, `sheet_not_owner`, `sheet_is_made` of a retry or a reversal,
 *   `too_many_sheets`, `blank_name`, `unsupported_file`, `sheet_too_large`
 * @throws {WrongStateError} unless it is a draft: one that is scheduled is held first
 * @throws {PayoutChangedError} when somebody else was faster at every attempt
 */
export async function replaceSheet(
  deps: ReplaceSheetDeps,
  payoutId: string,
  wanted: { readonly fileName: string; readonly sizeBytes: number },
  person: ActingPerson,
): Promise<{ readonly payout: Payout; readonly upload: UploadForm }> {
  const { fileName, sizeBytes, ending } = readSheetFile(deps.policy, wanted);
  const { after } = await updatePayout(deps, payoutId, (payout) => {
    const sheetNumber = (payout.sheetNumber ?? 1) + 1;
    const cause = {
      by: personActor(person),
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
    };
    const fields = { fileName, sizeBytes, sheetNumber };
    const change = changePayout("sheet_replaced", payout, fields, cause);
    assertReplaceable(payout, person);
    return change;
  });
  const upload = await deps.sheets.uploadForm({
    key: `${prefixOf(after)}sheet${ending}`,
    maxBytes: deps.policy.maxSheetBytes,
    expiresInSeconds: deps.policy.uploadExpiresInSeconds,
  });
  return { payout: after, upload };
}

function assertReplaceable(payout: Payout, person: ActingPerson): void {
  const { payoutId, retryOf, reversalOf, sheetNumber = 1 } = payout;
  if (retryOf !== undefined || reversalOf !== undefined) {
    throw new RefusedError(
      "sheet_is_made",
      `The sheet of payout ${payoutId} is made of another payout's payments.`,
    );
  }
  const owner = ownerOf(payout);
  if (!isSamePerson(owner, person)) {
    throw new RefusedError("sheet_not_owner", `Payout ${payoutId} is ${owner.name}'s.`, {
      names: owner.name,
    });
  }
  if (sheetNumber >= MOST_SHEETS) {
    throw new RefusedError(
      "too_many_sheets",
      `Payout ${payoutId} was given ${sheetNumber} files already.`,
    );
  }
}

/**
 * Whether an uploaded object is of the file that the payout waits for, or has: the form of an earlier one
 * still works for a while, and the event of its upload may come again.
 */
export function isOfNewestFile(payout: Payout, { key }: Pick<SheetObject, "key">): boolean {
  const { sheetNumber } = payout;
  const below = key.slice(`${SHEET_KEY_PREFIX}${payout.payoutId}/`.length);
  return sheetNumber === undefined ? !below.includes("/") : key.startsWith(prefixOf(payout));
}

/** Each file after the first has a folder of its own, below that of the payout. */
function prefixOf({ payoutId, sheetNumber }: Payout): string {
  return `${SHEET_KEY_PREFIX}${payoutId}/${sheetNumber}/`;
}
