import type { Schemas } from "../../api/contract.ts";
import type { PaymentState } from "../../api/types.ts";
import { usePaymentStates } from "../../components/dry-run.tsx";
import { count } from "../../components/numbers.ts";
import { useTexts } from "../../texts/language.ts";

const CHOICES = [undefined, "paid", "rejected", "unknown", "pending"] as const;

/** One button a state, with how many payments are in it. */
export function PaymentFilter({
  state,
  counts,
  onChange,
}: {
  readonly state: PaymentState | undefined;
  readonly counts: Schemas["Counts"] | undefined;
  readonly onChange: (state: PaymentState | undefined) => void;
}) {
  const { payments } = useTexts();
  const states = usePaymentStates();
  return (
    <fieldset className="choices">
      <legend className="unseen">{payments.filter}</legend>
      {CHOICES.map((choice) => (
        <button
          key={choice ?? "all"}
          type="button"
          aria-pressed={choice === state}
          onClick={() => onChange(choice)}
        >
          {choice === undefined ? payments.all : states[choice]}
          {counts !== undefined && (
            <span className="choice-count">{count(counts[choice ?? "payments"])}</span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
