/** A whole number with thousands separators, e.g. `1,970,000`. */
export function formatAmount(amount: number): string {
  return amount.toLocaleString("en-US");
}
