import { isSamePerson } from "../payout/person.ts";
import type { LedgerEntry, Proposal, Resolution, Word } from "./ledger.ts";

/**
 * What a person's word does to a payment that is `unknown`. As paid it is settled at once: that pays
 * nobody. As not paid it may be paid again by a retry, and the points API has no more to tell of it,
 * or it would not be unknown. So that takes two: the first one proposes it, another one settles it.
 * Whoever proposed it may say why in other words; anybody may take it back.
 */
export function effectOf(
  word: Word,
  { proposed }: Pick<LedgerEntry, "proposed">,
): "settles" | "is_proposed" | "changes_nothing" {
  const before = proposed?.as === "not_paid" ? proposed : undefined;
  switch (word.as) {
    case "paid":
      return "settles";
    case "unknown":
      return before === undefined ? "changes_nothing" : "is_proposed";
    case "not_paid":
      if (before === undefined) return "is_proposed";
      if (!isSamePerson(before.by, word.by)) return "settles";
      return before.note === word.note ? "changes_nothing" : "is_proposed";
  }
}

/** Whether one person said that it was not paid, and a second one is to say so. */
export function waitsForSecond({
  state,
  proposed,
}: {
  readonly state: string;
  readonly proposed?: Pick<Proposal, "as"> | undefined;
}): boolean {
  return (state === "unknown" || state === "sending") && proposed?.as === "not_paid";
}

/** How a person's word stands in the ledger, and which word it is that stands there for it. */
export type Standing =
  | { readonly as: "settled"; readonly word: Resolution; readonly isConfirmed: boolean }
  | { readonly as: "proposed"; readonly word: Proposal }
  /** No word where there was nothing to take back. */
  | { readonly as: "taken_back"; readonly word: Proposal | undefined };

/** Undefined where something else stands there, or nothing. */
export function standingOf(
  word: Pick<Word, "as" | "by">,
  entry: LedgerEntry | undefined,
): Standing | undefined {
  const { resolution, proposed } = entry ?? {};
  if (resolution !== undefined) {
    if (resolution.as !== word.as) return undefined;
    const isConfirmed = resolution.as === "not_paid" && proposed !== undefined;
    return { as: "settled", word: resolution, isConfirmed };
  }
  if (word.as === "unknown" && proposed?.as !== "not_paid") {
    const isLeftUnknown = entry?.state === "unknown" || proposed !== undefined;
    return isLeftUnknown ? { as: "taken_back", word: proposed } : undefined;
  }
  const isTheirs = proposed?.as === word.as && isSamePerson(proposed.by, word.by);
  return isTheirs ? { as: "proposed", word: proposed } : undefined;
}
