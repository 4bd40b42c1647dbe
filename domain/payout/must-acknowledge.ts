import type { Problem } from "../sheet/problem.ts";
import type { ProblemCode } from "../sheet/problem-table.ts";
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
 * Makes sure that the warnings that must be acknowledged were ticked. A bare code stands for all
 * warnings of its kind; one with a payout's id for that payout only, so that a tick does not cover
 * a payout that came between.
 * @throws {RefusedError} `warnings_not_acknowledged`, with those that are missing
 */
export function assertAcknowledged(
  warnings: readonly Problem[],
  acknowledged: readonly string[] | undefined,
  { enforce }: WarningPolicy,
): void {
  if (acknowledged === undefined && enforce === "page") return;
  const missing = warnings.filter(
    (warning) => MUST_ACKNOWLEDGE.has(warning.code) && !isAcknowledged(warning, acknowledged ?? []),
  );
  if (missing.length === 0) return;
  const names = acknowledgementsOf(missing).join(", ");
  throw new RefusedError(
    "warnings_not_acknowledged",
    `Look at these warnings and name them in acknowledgedWarnings: ${names}.`,
    { warnings: missing },
  );
}
