import type { PaymentState, PayoutState } from "../api/types.ts";
import { useTexts } from "../texts/language.ts";

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
  paid: "good",
  rejected: "bad",
  unknown: "attention",
};

export function PayoutStateTag({ state }: { readonly state: PayoutState }) {
  const { payout } = useTexts();
  return <span className={`tag tag-${PAYOUT_TONES[state]}`}>{payout.states[state]}</span>;
}

export function PaymentStateTag({ state }: { readonly state: PaymentState }) {
  const { payments } = useTexts();
  return <span className={`tag tag-${PAYMENT_TONES[state]}`}>{payments.states[state]}</span>;
}
