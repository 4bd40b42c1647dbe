import type { UsualBins } from "../domain/payout/usual-bins.ts";
import { amountsOfBin, binOf } from "../domain/sheet/amount-bins.ts";
import type { SheetBreakdown } from "../domain/sheet/sheet-breakdown.ts";
import type { BreakdownAnswer } from "./schemas/sheet.ts";

/** What a sheet's payments are like, its bins without gaps, over the usual ones as well. */
export function presentBreakdown(
  breakdown: SheetBreakdown,
  usual: UsualBins | undefined,
): BreakdownAnswer {
  return {
    ...breakdown,
    bins: binsOf(breakdown, usual),
    usual: usual && { payouts: usual.payouts, from: usual.from, to: usual.to },
  };
}

function binsOf({ bins }: SheetBreakdown, usual: UsualBins | undefined): BreakdownAnswer["bins"] {
  const own = new Map(bins.map((bin) => [binOf(bin.from), bin]));
  const shares = new Map(usual?.bins.map(({ from, share }) => [binOf(from), share]));
  const range = usual === undefined ? [] : [binOf(usual.from), binOf(usual.to)];
  const seen = [...own.keys(), ...shares.keys(), ...range];
  const first = seen.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const last = seen.reduce((one, other) => Math.max(one, other), -1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const bin = first + index;
    const { payments = 0, points = 0 } = own.get(bin) ?? {};
    const usualShare = shares.size === 0 ? undefined : (shares.get(bin) ?? 0);
    return { ...amountsOfBin(bin), payments, points, usualShare };
  });
}
