import { Input, Radio } from "antd";
import type { Schemas } from "../../api/contract.ts";
import { Field } from "../../components/field.tsx";
import { useTexts } from "../../texts/language.ts";

export type Outcome = Schemas["ResolvePayment"]["as"];
const OUTCOMES: readonly Outcome[] = ["paid", "not_paid", "unknown"];

/** What a person says became of payments, as it is being entered. */
export interface Entered {
  readonly outcome: Outcome | undefined;
  readonly note: string;
}
export const NOTHING_ENTERED: Entered = { outcome: undefined, note: "" };

/** As the API takes it; undefined until all is entered. */
export function resolutionIn({
  outcome,
  note,
}: Entered): { as: Outcome; note: string } | undefined {
  const said = note.trim();
  return outcome === undefined || said === "" ? undefined : { as: outcome, note: said };
}

/** Paid or not, and how they know; or that it is not known after all, where that was proposed. */
export function ResolutionFields({
  entered,
  isProposed,
  saysOutcomes = false,
  onChange,
}: {
  readonly entered: Entered;
  readonly isProposed: boolean;
  /** Whether a list says the outcome of each already. */
  readonly saysOutcomes?: boolean;
  readonly onChange: (entered: Entered) => void;
}) {
  const { payments: texts } = useTexts();
  return (
    <>
      {!saysOutcomes && (
        <Radio.Group
          aria-label={texts.resolveAs}
          value={entered.outcome}
          onChange={({ target }) =>
            onChange({ ...entered, outcome: OUTCOMES.find((each) => each === target.value) })
          }
          options={[
            { value: "paid", label: texts.asPaid },
            { value: "not_paid", label: texts.asNotPaid },
            ...(isProposed ? [{ value: "unknown", label: texts.asUnknown }] : []),
          ]}
        />
      )}
      <Field label={texts.note}>
        {({ id }) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={500}
            value={entered.note}
            onChange={({ target }) => onChange({ ...entered, note: target.value })}
          />
        )}
      </Field>
    </>
  );
}
