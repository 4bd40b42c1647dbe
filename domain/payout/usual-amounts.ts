import { isFarAboveOthers } from "../sheet/far-above-others.ts";
import type { Problem } from "../sheet/problem.ts";
import { toProblem } from "../sheet/problem-table.ts";
import { type NamedPointsApiDeps, pointsApiNameOf } from "./named-points-api.ts";
import type { CheckSummary, PayoutIn } from "./payout.ts";
import { type Policy, sheetRulesOf } from "./policy.ts";
import type { RecentPayout } from "./recent-payouts.ts";

/** A sheet is compared with so many of the last completed payouts… */
export const LAST_COMPLETED = 10;
/** …and fewer do not show what is usual. */
export const ENOUGH_COMPLETED = 5;

/**
 * The payouts that show what is usual, in their order. A retry has only what is left of another payout,
 * one that paid nobody shows nothing, and points of another points API are worth something else.
 */
export function usualPayouts(
  deps: NamedPointsApiDeps,
  payout: { readonly pointsApi?: string | undefined },
  others: readonly RecentPayout[],
): readonly PayoutIn<"completed">[] {
  const api = pointsApiNameOf(deps, payout);
  return others.filter(
    (other): other is PayoutIn<"completed"> =>
      other.state === "completed" &&
      other.retryOf === undefined &&
      pointsApiNameOf(deps, other) === api &&
      other.report.counts.paid > 0,
  );
}

/**
 * Whether its size is nothing new: neither its total nor its middle payment is far above those of
 * enough of the last payouts. A few large ones do not make it usual that a small one is as large.
 */
export function isUsual(
  { warnings }: Policy,
  check: CheckSummary,
  usual: readonly PayoutIn<"completed">[],
): boolean {
  const isFarAbove = (points: number | undefined, than: number | undefined) =>
    points !== undefined && than !== undefined && points >= warnings.recentTimes * than;
  const alike = usual
    .slice(0, LAST_COMPLETED)
    .filter(
      (other) =>
        !isFarAbove(check.totalPoints, other.check.totalPoints) &&
        !isFarAbove(check.medianPoints, other.check.medianPoints),
    );
  return alike.length >= ENOUGH_COMPLETED;
}

interface Figure {
  readonly whatKo: string;
  readonly whatEn: string;
  readonly floorPoints: number;
  of(check: CheckSummary): number | undefined;
}

/**
 * The warnings of figures that are far above those of the last payouts. Of a sheet above the floor of
 * totals the middle payment is compared however small it is: a thousand times too much for many is no
 * smaller an accident than for few.
 */
export function farAboveLately(
  { warnings }: Policy,
  check: CheckSummary,
  usual: readonly PayoutIn<"completed">[],
): readonly Problem[] {
  const isLarge = check.totalPoints >= warnings.totalFloorPoints;
  const figures: readonly Figure[] = [
    {
      whatKo: "총 포인트",
      whatEn: "The total",
      floorPoints: warnings.totalFloorPoints,
      of: ({ totalPoints }) => totalPoints,
    },
    {
      whatKo: "가장 큰 지급",
      whatEn: "The largest payment",
      floorPoints: warnings.paymentFloorPoints,
      of: ({ largestPoints }) => largestPoints,
    },
    {
      whatKo: "보통 지급(중앙값)",
      whatEn: "The middle payment (the median)",
      floorPoints: isLarge ? 0 : warnings.paymentFloorPoints,
      of: ({ medianPoints }) => medianPoints,
    },
  ];
  return figures.flatMap((figure) => {
    const points = figure.of(check);
    const known = usual.flatMap((other) => figure.of(other.check) ?? []).slice(0, LAST_COMPLETED);
    // Not compared with the largest: a slip that was paid once must not make the next one look
    // usual.
    const most = known.toSorted((a, b) => b - a)[1];
    if (points === undefined || most === undefined || known.length < ENOUGH_COMPLETED) return [];
    if (points < figure.floorPoints || points < warnings.recentTimes * most) return [];
    const details = {
      whatKo: figure.whatKo,
      whatEn: figure.whatEn,
      points: amount(points),
      usual: amount(most),
      times: amount(Math.floor(points / most)),
      payouts: known.length,
      days: warnings.withinDays,
    };
    return [toProblem({ code: "far_above_lately", value: String(points), details })];
  });
}

/**
 * The warning that the largest payment is far above the others, by the payout's check summary. Of a
 * reversal it says nothing: that is what may have to be taken back.
 */
export function largestAboveOthers(
  { warnings }: Policy,
  { check, reversalOf }: Pick<PayoutIn<"ready">, "check" | "reversalOf">,
): readonly Problem[] {
  if (reversalOf !== undefined) return [];
  const { largestPoints = 0, medianPoints = 1 } = check;
  if (!isFarAboveOthers(largestPoints, check, sheetRulesOf(warnings))) return [];
  const details = {
    points: amount(largestPoints),
    usual: amount(medianPoints),
    times: amount(Math.floor(largestPoints / medianPoints)),
  };
  return [toProblem({ code: "payment_far_above_others", value: String(largestPoints), details })];
}

function amount(points: number): string {
  return points.toLocaleString("en-US");
}
