import type { Payment } from "./payment.ts";
import type { PlacedFinding } from "./problem-table.ts";
import type { SheetRules } from "./sheet-rules.ts";

/** Fewer payments do not show what is usual. */
const ENOUGH_PAYMENTS = 5;

type FarAboveRules = Pick<SheetRules, "farAboveTimes" | "farAboveFloorPoints">;

/** What the payments of a sheet are like. */
export interface UsualPayments {
  readonly payments: number;
  readonly medianPoints?: number | undefined;
}

/**
 * Whether a payment is far above the sheet's others. The median is what they are compared with: it
 * stays what it is however large a few of them are.
 */
export function isFarAboveOthers(
  points: number,
  { payments, medianPoints }: UsualPayments,
  { farAboveTimes, farAboveFloorPoints }: FarAboveRules,
): boolean {
  if (medianPoints === undefined || payments < ENOUGH_PAYMENTS) return false;
  return points >= farAboveFloorPoints && points >= farAboveTimes * medianPoints;
}

/** Those of the largest payments that are far above the others, the largest first. */
export function findFarAboveOthers(
  largest: readonly Payment[],
  usual: UsualPayments,
  rules: FarAboveRules,
): readonly (PlacedFinding & { readonly row: number })[] {
  const { medianPoints = 1 } = usual;
  return largest
    .filter(({ points }) => isFarAboveOthers(points, usual, rules))
    .map(({ row, points }) => ({
      code: "payment_far_above_others",
      row,
      value: String(points),
      details: {
        points: points.toLocaleString("en-US"),
        usual: medianPoints.toLocaleString("en-US"),
        times: Math.floor(points / medianPoints).toLocaleString("en-US"),
      },
    }));
}
