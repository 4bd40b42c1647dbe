import type { CanaryFault, CanaryPayment } from "../payout/canary.ts";

/**
 * What is wrong with a canary of which each payment was asked for; undefined when nothing is. That the
 * points API refuses a payment of a member's own is nothing wrong, as long as another one was paid.
 */
export function faultOf(payments: readonly CanaryPayment[]): CanaryFault | undefined {
  if (!payments.every(({ state }) => state === "paid" || state === "rejected")) return "in_doubt";
  if (!payments.some(({ state }) => state === "paid")) return "none_paid";
  return payments.some((payment) => hasOtherBalance(payment, payments))
    ? "balance_differs"
    : undefined;
}

/** Whether its user has something else than before and what the canary paid; false where that is not known. */
export function hasOtherBalance(
  { userId, balanceBefore, balanceAfter }: CanaryPayment,
  payments: readonly CanaryPayment[],
): boolean {
  if (balanceBefore === undefined || balanceAfter === undefined) return false;
  const paid = payments
    .filter((other) => other.userId === userId && other.state === "paid")
    .reduce((sum, { points }) => sum + BigInt(points), 0n);
  return BigInt(balanceAfter) - BigInt(balanceBefore) !== paid;
}
