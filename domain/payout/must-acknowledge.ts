import type { Problem } from "../sheet/problem.ts";
import { PROBLEM_TABLE, type ProblemCode } from "../sheet/problem-table.ts";
import type { CheckSummary } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import type { WarningPolicy } from "./policy.ts";

/** These warn of paying twice or a thousandfold, so a person must acknowledge them. */
const MUST_ACKNOWLEDGE: ReadonlySet<string> = new Set<ProblemCode>([
  "payment_far_above_others",
  "far_above_lately",
  "paid_lately_same",
]);

/** How a person acknowledges a warning: by its code, bound to the payout that it names. */
function acknowledgementOf({ code, otherPayoutId }: Problem): string {
  return otherPayoutId === undefined ? code : `${code}:${otherPayoutId}`;
}

/** What a person names who has looked at all of these warnings. */
export function acknowledgementsOf(warnings: readonly Problem[]): string[] {
  return [...new Set(warnings.map(acknowledgementOf))];
}

/** Whether a person's ticks cover the warning, by its kind or for the payout that it names. */
export function isAcknowledged(warning: Problem, acknowledged: readonly string[]): boolean {
  return acknowledged.includes(warning.code) || acknowledged.includes(acknowledgementOf(warning));
}

/** A check's warnings and what was found since, each once; those that must be acknowledged first. */
export function allWarnings(
  ofCheck: readonly Problem[],
  foundSince: readonly Problem[],
): readonly Problem[] {
  const known = new Set(ofCheck.map(acknowledgementOf));
  const all = [...foundSince.filter((each) => !known.has(acknowledgementOf(each))), ...ofCheck];
  const isSerious = ({ code }: Problem) => MUST_ACKNOWLEDGE.has(code);
  return [...all.filter(isSerious), ...all.filter((each) => !isSerious(each))];
}

/**
 * What was ticked of the warnings that there are, each once; undefined when that is nothing. Of the
 * sheet's own warnings the payout knows the kinds alone, or nothing where an earlier version checked
 * it: then any kind that exists may be among them. What stands for no warning is not kept.
 */
export function acknowledgedOf(
  warnings: readonly Problem[],
  { warningCodes }: Pick<CheckSummary, "warningCodes">,
  acknowledged: readonly string[] = [],
): string[] | undefined {
  const ofSheet = warningCodes ?? Object.keys(PROBLEM_TABLE);
  const kinds = new Set([...ofSheet, ...warnings.map(({ code }) => code)]);
  const named = new Set(warnings.map(acknowledgementOf));
  const known = acknowledged.filter((one) => kinds.has(one) || named.has(one));
  return known.length === 0 ? undefined : [...new Set(known)];
}

/**
 * Makes sure that the warnings that must be acknowledged were ticked. A bare code stands for all
 * warnings of its kind; one with a payout's id for that payout only, so that a tick does not cover
 * a payout that came between.
 * @throws {RefusedError} `warnings_not_acknowledged`, with those that are missing
 */
export function assertAcknowledged(
  warnings: readonly Problem[],
  acknowledged: readonly string[] | undefined,
  policy: Pick<WarningPolicy, "enforce">,
): void {
  const missing = unacknowledged(warnings, acknowledged, policy);
  if (missing.length === 0) return;
  const names = acknowledgementsOf(missing).join(", ");
  throw new RefusedError(
    "warnings_not_acknowledged",
    `Look at these warnings and name them in acknowledgedWarnings: ${names}.`,
    { warnings: missing },
  );
}

/** Those that must be acknowledged and were not. */
export function unacknowledged(
  warnings: readonly Problem[],
  acknowledged: readonly string[] | undefined,
  { enforce }: Pick<WarningPolicy, "enforce">,
): readonly Problem[] {
  if (acknowledged === undefined && enforce === "page") return [];
  return warnings.filter(
    (warning) => MUST_ACKNOWLEDGE.has(warning.code) && !isAcknowledged(warning, acknowledged ?? []),
  );
}
