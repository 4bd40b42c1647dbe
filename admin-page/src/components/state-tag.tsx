import type { PaymentState, Payout, PayoutState, PayoutSummary } from "../api/types.ts";
import { useTexts } from "../texts/language.ts";
import { usePaymentStates } from "./dry-run.tsx";
import { setBackOf } from "./set-back.ts";

type Tone = "idle" | "busy" | "good" | "bad" | "attention";

const PAYOUT_TONES: Readonly<Record<PayoutState, Tone>> = {
  uploading: "idle",
  checking: "busy",
  invalid: "bad",
  ready: "attention",
  awaiting_approval: "attention",
  scheduled: "busy",
  distributing: "busy",
  paused: "attention",
  completed: "good",
  halted: "bad",
  cancelled: "idle",
};

const PAYMENT_TONES: Readonly<Record<PaymentState, Tone>> = {
  pending: "idle",
  sending: "busy",
  accepted: "busy",
  paid: "good",
  rejected: "bad",
  unknown: "attention",
  withdrawn: "idle",
};

export function PayoutStateTag({ payout: shown }: { readonly payout: PayoutSummary | Payout }) {
  const { payout, dryRun } = useTexts();
  const { state, dryRun: isDryRun, endedBy } = shown;
  const setBack = setBackOf(shown);
  if (setBack !== undefined) {
    const tone = setBack === "declined" ? "bad" : "attention";
    return <span className={`tag tag-${tone}`}>{payout.setBackStates[setBack]}</span>;
  }
  const shortcoming = shortcomingOf(shown);
  if (shortcoming !== undefined) {
    const texts = isDryRun ? dryRun.shortcomings : payout.shortcomings;
    const tone = shortcoming === "nobodyPaid" ? "bad" : "attention";
    return <span className={`tag tag-${tone}`}>{texts[shortcoming]}</span>;
  }
  const states = {
    ...payout.states,
    ...(isDryRun && dryRun.payoutStates),
    ...(endedBy !== undefined && payout.endedStates),
  };
  // What a person ended is no success, whatever was paid before.
  const tone = state === "completed" && endedBy !== undefined ? "idle" : PAYOUT_TONES[state];
  return <span className={`tag tag-${tone}`}>{states[state]}</span>;
}

/** What a completed payout is no whole success for; of one that a person ended nobody thinks so. */
function shortcomingOf({
  state,
  counts,
  endedBy,
}: PayoutSummary | Payout): "someFailed" | "nobodyPaid" | "toCheck" | undefined {
  if (state !== "completed" || endedBy !== undefined || counts === undefined) return undefined;
  if (counts.unknown > 0) return "toCheck";
  if (counts.paid === 0) return "nobodyPaid";
  return counts.paid < counts.payments ? "someFailed" : undefined;
}

export function PaymentStateTag({ state }: { readonly state: PaymentState }) {
  const states = usePaymentStates();
  return <span className={`tag tag-${PAYMENT_TONES[state]}`}>{states[state]}</span>;
}
