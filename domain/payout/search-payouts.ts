import type { Payout } from "./payout.ts";

/** Whether title, file name, creator or id of a payout hold the text, in whatever letter case. */
export function payoutMatcher(
  text: string,
): (payout: Pick<Payout, "payoutId" | "title" | "fileName" | "createdBy">) => boolean {
  const wanted = folded(text.trim());
  return ({ payoutId, title, fileName, createdBy }) =>
    [title, fileName, createdBy.name, payoutId].some((value) => folded(value).includes(wanted));
}

/** Names typed on a Mac come with their letters taken apart. */
function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
