import { createContext, useContext } from "react";
import type { PaymentState } from "../api/types.ts";
import { useTexts } from "../texts/language.ts";

const DryRunContext = createContext(false);

/** Everything within is about a payout that is a dry run, or that is none. */
export const DryRunProvider = DryRunContext.Provider;

export function useIsDryRun(): boolean {
  return useContext(DryRunContext);
}

/** What the states of payments are called: in a dry run nobody is paid. */
export function usePaymentStates(): Readonly<Record<PaymentState, string>> {
  const { payments, dryRun } = useTexts();
  return useIsDryRun() ? { ...payments.states, ...dryRun.states } : payments.states;
}

/** What marks a payout that takes points back. */
export function ReversalTag() {
  const { reversal } = useTexts();
  return <span className="tag tag-attention">{reversal.name}</span>;
}

export function DryRunTag() {
  const { dryRun } = useTexts();
  return <span className="tag tag-dry-run">{dryRun.name}</span>;
}
