import { WrongStateError } from "./change-payout.ts";
import type { Payout, SheetObject } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import type { SheetContents, SheetContentsStore } from "./sheet-contents.ts";

/**
 * What a check kept of a payout's sheet.
 * @throws {WrongStateError} before the check has found it good
 * @throws {RefusedError} `contents_not_kept`: an earlier version checked it, or it was deleted
 */
export async function findSheetContents(
  { contents }: { readonly contents: Pick<SheetContentsStore, "get"> },
  payout: Payout,
): Promise<{ readonly sheet: SheetObject; readonly kept: SheetContents }> {
  const sheet = goodSheetOf(payout);
  if (sheet === undefined) throw new WrongStateError("sheet_contents", payout);
  const kept = await contents.get(sheet);
  if (kept !== undefined) return { sheet, kept };
  throw new RefusedError(
    "contents_not_kept",
    `No rows are kept of the sheet of payout ${payout.payoutId}.`,
  );
}

function goodSheetOf(payout: Payout): SheetObject | undefined {
  if (!("check" in payout) || payout.check?.problemCount !== 0) return undefined;
  return payout.sheet;
}
