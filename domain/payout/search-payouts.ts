import type { Payout } from "./payout.ts";

/** Whether title, file name, creator or id of a payout hold the text, in whatever letter case. */
export function payoutMatcher(
  text: string,
): (payout: Pick<Payout, "payoutId" | "title" | "fileName" | "createdBy">) => boolean {
  const wanted = normalizeForSearch(text.trim());
  return ({ payoutId, title, fileName, createdBy }) =>
    [title, fileName, createdBy.name, payoutId].some((value) =>
      normalizeForSearch(value).includes(wanted),
    );
}

/** Names typed on a Mac come with their letters taken apart. */
export function normalizeForSearch(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
