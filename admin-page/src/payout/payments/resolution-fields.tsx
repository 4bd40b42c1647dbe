import { Input, Radio } from "antd";
import type { Payment } from "../../api/types.ts";
import { Field } from "../../components/field.tsx";
import { useTexts } from "../../texts/language.ts";

export type Outcome = NonNullable<Payment["resolution"]>["as"];

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

/** Paid or not, and how they know. */
export function ResolutionFields({
  entered,
  onChange,
}: {
  readonly entered: Entered;
  readonly onChange: (entered: Entered) => void;
}) {
  const { payments: texts } = useTexts();
  return (
    <>
      <Radio.Group
        aria-label={texts.resolveAs}
        value={entered.outcome}
        onChange={({ target }) =>
          onChange({ ...entered, outcome: target.value === "paid" ? "paid" : "not_paid" })
        }
        options={[
          { value: "paid", label: texts.asPaid },
          { value: "not_paid", label: texts.asNotPaid },
        ]}
      />
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
