import type { PayoutState } from "../api/types.ts";
import { useTexts } from "../texts/language.ts";

const STAGES = ["check", "schedule", "pay", "done"] as const;

/** How many stages are behind a payout; undefined once there are none before it. */
const BEHIND: Readonly<Record<PayoutState, number | undefined>> = {
  uploading: 0,
  checking: 0,
  invalid: 0,
  ready: 1,
  awaiting_approval: 1,
  scheduled: 2,
  distributing: 2,
  paused: 2,
  halted: 2,
  completed: 4,
  cancelled: undefined,
};

/** The way of a payout, and how far along it is. */
export function StageLine({ state }: { readonly state: PayoutState }) {
  const { stages } = useTexts();
  const behind = BEHIND[state];
  if (behind === undefined) return null;
  return (
    <ol className="stages" aria-label={stages.label}>
      {STAGES.map((stage, index) => (
        <li
          key={stage}
          className={
            index < behind ? "stage-behind" : index === behind ? "stage-now" : "stage-ahead"
          }
          aria-current={index === behind ? "step" : undefined}
        >
          <span className="stage-dot" aria-hidden="true">
            {index < behind ? "✓" : index + 1}
          </span>
          {stages[stage]}
        </li>
      ))}
    </ol>
  );
}
