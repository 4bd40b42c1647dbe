import type { Schemas } from "../../api/contract.ts";
import { usePaymentStates } from "../../components/dry-run.tsx";
import { count } from "../../components/numbers.ts";
import { useTexts } from "../../texts/language.ts";

const PARTS = ["paid", "rejected", "unknown"] as const;

/** How many payments ended how, as parts of one bar, with a legend in numbers. */
export function ProgressBar({ counts }: { readonly counts: Schemas["Counts"] }) {
  const { watch } = useTexts();
  const states = usePaymentStates();
  const settled = counts.payments - counts.pending;
  const percent = counts.payments === 0 ? 0 : Math.floor((settled / counts.payments) * 100);
  const legend = [...PARTS, "pending"] as const;
  return (
    <>
      <p className="percent">
        {percent}%<span className="quiet"> {watch.of(count(settled), count(counts.payments))}</span>
      </p>
      <div
        className="bar"
        role="progressbar"
        aria-label={watch.progress}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        {PARTS.map((part) => (
          <div
            key={part}
            className={`bar-part bar-${part}`}
            style={{ width: `${(counts[part] / Math.max(1, counts.payments)) * 100}%` }}
          />
        ))}
      </div>
      <dl className="legend">
        {legend.map((part) => (
          <div key={part} className={`legend-${part}`}>
            <dt>{states[part]}</dt>
            <dd>{count(counts[part])}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
