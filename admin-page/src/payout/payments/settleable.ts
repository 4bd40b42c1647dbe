import type { Schemas } from "../../api/contract.ts";
import type { PaymentFilter } from "../../api/payouts.ts";
import type { Payment, PaymentState, Payout } from "../../api/types.ts";

/** As the API has it. */
const LEFT_AFTER_MS = 15 * 60_000;

/** Whether a person may settle the payment: nobody knows what became of it. */
export function isSettleable(
  payment: Payment,
  { state }: Pick<Payout, "state">,
  nowMs: number,
): boolean {
  return payment.state === "unknown" || (state === "halted" && isLeft(payment, nowMs));
}

/** Asked for so long ago that nobody can be at it any more, in a halted payout. */
function isLeft({ state, sentAt }: Payment, nowMs: number): boolean {
  return state === "sending" && sentAt !== undefined && Date.parse(sentAt) < nowMs - LEFT_AFTER_MS;
}

/** What is to be listed to find all payments under a filter that may be settled; nothing under most. */
export function settleableUnder(
  filter: PaymentFilter | undefined,
  { state, counts }: Pick<Payout, "state"> & { readonly counts?: Partial<Schemas["Counts"]> },
): readonly PaymentFilter[] {
  const sending = state === "halted" && (counts?.sending ?? 0) > 0;
  const all: readonly PaymentState[] = [
    ...((counts?.unknown ?? 0) > 0 ? (["unknown"] as const) : []),
    ...(sending ? (["sending"] as const) : []),
  ];
  if (filter === undefined) return all;
  if (filter === "proposed") return (counts?.proposed ?? 0) > 0 ? [filter] : [];
  return all.filter((each) => each === filter);
}
