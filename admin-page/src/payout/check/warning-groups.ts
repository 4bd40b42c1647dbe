import type { Check, SheetProblem } from "../../api/types.ts";

/** Warnings of one kind, which are ticked together. */
export interface WarningGroup {
  readonly code: string;
  readonly problems: readonly SheetProblem[];
  /** What ticking them tells the API: the kind, bound to the other payout where one is meant. */
  readonly acknowledgements: readonly string[];
}

/**
 * Warnings of one kind together, in the order of their first appearance: those that were found
 * since the check, and the check's own.
 */
export function warningGroups(
  { warnings }: Pick<Check, "warnings">,
  foundSince: readonly SheetProblem[] = [],
): readonly WarningGroup[] {
  const known = new Set(warnings.map(acknowledgementOf));
  const all = [...foundSince.filter((each) => !known.has(acknowledgementOf(each))), ...warnings];
  const codes = [...new Set(all.map(({ code }) => code))];
  return codes.map((code) => {
    const problems = all.filter((each) => each.code === code);
    return { code, problems, acknowledgements: [...new Set(problems.map(acknowledgementOf))] };
  });
}

export function isTicked({ acknowledgements }: WarningGroup, ticked: readonly string[]): boolean {
  return acknowledgements.every((each) => ticked.includes(each));
}

function acknowledgementOf({ code, otherPayoutId }: SheetProblem): string {
  return otherPayoutId === undefined ? code : `${code}:${otherPayoutId}`;
}
