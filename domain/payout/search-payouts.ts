import { ownerOf } from "./owner.ts";
import type { Payout } from "./payout.ts";

/** Whether title, file name, creator, owner or id of a payout hold the text, in whatever letter case. */
export function payoutMatcher(
  text: string,
): (
  payout: Pick<Payout, "payoutId" | "title" | "fileName" | "createdBy" | "handedOver">,
) => boolean {
  const wanted = normalizeForSearch(text.trim());
  return ({ payoutId, title, fileName, ...owned }) =>
    [title, fileName, owned.createdBy.name, ownerOf(owned).name, payoutId].some((value) =>
      normalizeForSearch(value).includes(wanted),
    );
}

/** Names typed on a Mac come with their letters taken apart. */
export function normalizeForSearch(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
